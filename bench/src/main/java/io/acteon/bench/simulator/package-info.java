/** The simulator as a process of its own, and what it accounts of a measurement. */
@NullMarked
package io.acteon.bench.simulator;

import org.jspecify.annotations.NullMarked;
