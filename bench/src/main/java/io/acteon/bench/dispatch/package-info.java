/**
 * Whole gateways under load: ours, and beside it any other that speaks the same HTTP API, in one
 * run.
 */
@NullMarked
package io.acteon.bench.dispatch;

import org.jspecify.annotations.NullMarked;
