package io.acteon.server.http;

import java.time.Duration;
import java.util.List;

/**
 * How the API is served, as in {@code [server]}. Immutable.
 *
 * @param port 0 for any free one
 * @param corsAllowedOrigins origins whose pages may call; {@code *} for all, empty for none
 * @param maxBodyBytes of one request
 * @param requestTimeout from a request's arrival to its answer
 * @param maxConcurrentDispatch actions under way at once, those of batches included; beyond it 429
 * @param drainNotice how long {@code /ready} answers 503 before requests are refused, so that a
 *     load balancer looks away first
 * @param accessLog whether each request is logged
 */
public record HttpSettings(
    String host,
    int port,
    List<String> corsAllowedOrigins,
    int maxBodyBytes,
    Duration requestTimeout,
    int maxConcurrentDispatch,
    Duration drainNotice,
    boolean accessLog) {

  public static final int DEFAULT_MAX_BODY_BYTES = 2 * 1024 * 1024;

  public HttpSettings {
    corsAllowedOrigins = List.copyOf(corsAllowedOrigins);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("server.port is " + port + "; it must be 0 to 65535");
    }
    if (maxConcurrentDispatch < 1) {
      throw new IllegalArgumentException(
          "server.max_concurrent_dispatch is " + maxConcurrentDispatch + "; it must be at least 1");
    }
    if (!requestTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "server.request_timeout_seconds is " + requestTimeout.toSeconds() + "; set at least 1");
    }
  }
}
