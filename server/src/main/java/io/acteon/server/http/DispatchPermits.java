package io.acteon.server.http;

import io.acteon.server.http.wire.ApiError;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.metrics.GatewayMetrics;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Bounds how many actions are under way in this process, however they came. Thread-safe. */
final class DispatchPermits {
  private final Semaphore permits;
  private final int limit;

  DispatchPermits(int limit, GatewayMetrics metrics) {
    this.limit = limit;
    this.permits = new Semaphore(limit);
    metrics.gauge(
        "acteon.dispatch.under.way", "kind", "all", () -> limit - permits.availablePermits());
  }

  /**
   * Does {@code work} with so many of the permits, or with all there are: what needs more than the
   * limit would otherwise never be done. Ends the request with 429 when they are in use.
   */
  <T> T with(int wanted, Supplier<T> work) {
    int taken = Math.min(wanted, limit);
    if (!permits.tryAcquire(taken)) {
      throw new ApiException(
          ApiError.rateLimited(
              "rate limit exceeded: " + limit + " dispatches are under way, which is the most", 1));
    }
    try {
      return work.get();
    } finally {
      permits.release(taken);
    }
  }
}
