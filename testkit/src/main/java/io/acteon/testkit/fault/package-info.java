/**
 * Faults between an AWS SDK client and its endpoint: an HTTP client that loses, delays, repeats and
 * disturbs requests below any retry loop, and keeps count of them. Sees the SDK's HTTP SPI only, no
 * backend.
 */
@NullMarked
package io.acteon.testkit.fault;

import org.jspecify.annotations.NullMarked;
