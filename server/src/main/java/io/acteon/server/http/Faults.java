package io.acteon.server.http;

import io.acteon.engine.DispatchException;
import io.acteon.engine.DispatchException.Code;
import io.acteon.server.http.wire.ApiError;
import java.time.Duration;
import java.util.Map;

/** The engine's faults as clients see them. */
final class Faults {
  private Faults() {}

  static ApiError error(DispatchException fault) {
    return new ApiError(
        fault.code().name(),
        status(fault.code()),
        fault.getMessage() == null ? fault.code().name() : fault.getMessage(),
        fault.retryable(),
        fault
            .retryAfter()
            .map(wait -> Map.of(ApiError.RETRY_AFTER, Long.toString(wholeSeconds(wait))))
            .orElse(Map.of()));
  }

  private static int status(Code code) {
    return switch (code) {
      case STATE_UNAVAILABLE, DUPLICATE_IN_PROGRESS, AUDIT_UNAVAILABLE, INTERRUPTED -> 503;
      case DEADLINE_EXCEEDED -> 504;
      case INVALID_ACTION -> 422;
      case INTERNAL -> 500;
    };
  }

  /** Rounded up: whoever waits that long must not come too early. */
  private static long wholeSeconds(Duration wait) {
    return Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
