package io.acteon.testkit.state;

import java.time.Duration;

/**
 * What a backend can do beyond the SPI's letter, and what its tests must allow for. Immutable.
 *
 * @param fakeTime whether expiry, leases and waiting follow the {@code TimeSource} that a store was
 *     opened with, so that a test can move it
 * @param maxClockSkew how long past its deadline a lease or claim of a silent holder is left alone
 */
public record Capabilities(boolean fakeTime, Duration maxClockSkew) {}
