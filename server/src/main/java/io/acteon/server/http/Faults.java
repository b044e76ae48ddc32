package io.acteon.server.http;

import io.acteon.engine.DispatchException;
import io.acteon.engine.DispatchException.Code;
import io.acteon.server.http.wire.ApiError;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The engine's faults as clients see them. */
final class Faults {
  private Faults() {}

  static ApiError error(DispatchException fault) {
    int status = status(fault.code());
    return new ApiError(
        fault.code().name(),
        status,
        fault.getMessage() == null ? fault.code().name() : fault.getMessage(),
        fault.retryable(),
        fault
            .retryAfter()
            .or(() -> status == 429 ? Optional.of(Duration.ofSeconds(1)) : Optional.empty())
            .map(wait -> Map.of(ApiError.RETRY_AFTER, Long.toString(wholeSeconds(wait))))
            .orElse(Map.of()));
  }

  private static int status(Code code) {
    return switch (code) {
      case STATE_UNAVAILABLE, DUPLICATE_IN_PROGRESS, AUDIT_UNAVAILABLE, INTERRUPTED -> 503;
      case DEADLINE_EXCEEDED -> 504;
      case OVERLOADED -> 429;
      case INVALID_ACTION -> 422;
      case INTERNAL -> 500;
    };
  }

  /** Rounded up: whoever waits that long must not come too early. */
  private static long wholeSeconds(Duration wait) {
    return Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
