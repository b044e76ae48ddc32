/**
 * The item protocol as the code builds it, under every interleaving of requests that are answered,
 * lost, late and repeated, of skewed clocks, passing time and collected items; what happens is
 * judged by sequential models. Imports the engine of the simulator, no network and no SDK client.
 */
@NullMarked
package io.acteon.dynamodb.exhaustive;

import org.jspecify.annotations.NullMarked;
