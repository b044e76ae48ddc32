/**
 * A load client small enough not to be what is measured: blocking connections, closed loop, whole
 * latencies kept.
 */
@NullMarked
package io.acteon.bench.load;

import org.jspecify.annotations.NullMarked;
