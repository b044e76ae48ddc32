/**
 * The state SPI: entries, counters, rate limits, locks, claims and timers, each linearizable per
 * key. May import {@code model}, {@code time} and {@code store}; knows no backend.
 */
@NullMarked
package io.acteon.state;

import org.jspecify.annotations.NullMarked;
