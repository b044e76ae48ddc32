/**
 * Capacity over time: limits of partition keys and what was consumed where. Sees the engine's
 * charges; nothing of the server.
 */
@NullMarked
package io.acteon.simulator.accounting;

import org.jspecify.annotations.NullMarked;
