package io.acteon.server.http.transport;

import java.time.Duration;
import java.util.List;

/**
 * How the server listens and what it bears. Immutable.
 *
 * @param port 0 for any free one
 * @param maxBodyBytes of one request's body
 * @param maxBodiesBytes of all bodies that are being worked on
 * @param maxConcurrentRequests beyond it a request is answered 429; health, readiness and metrics
 *     do not count
 * @param requestTimeout from the first byte of a request's body to its answer
 * @param corsAllowedOrigins origins whose pages may call; {@code *} for all, empty for none
 * @param accessLog whether each request is logged
 */
public record ServerSettings(
    String host,
    int port,
    int maxBodyBytes,
    long maxBodiesBytes,
    int maxConcurrentRequests,
    Duration requestTimeout,
    List<String> corsAllowedOrigins,
    boolean accessLog) {
  public ServerSettings {
    corsAllowedOrigins = List.copyOf(corsAllowedOrigins);
  }
}
