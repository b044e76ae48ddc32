package io.acteon.server.http;

import io.acteon.server.http.transport.Request;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The W3C trace context of a request (https://www.w3.org/TR/trace-context/). */
final class TraceContext {
  private static final Pattern PARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}.*");
  private static final int MAX_PARENT = 256;
  private static final int MAX_STATE = 512;

  private TraceContext() {}

  /**
   * {@code traceparent}, and {@code tracestate} if sent; empty unless the former is well formed.
   */
  static Map<String, String> of(Request request) {
    Optional<String> parent =
        request
            .header("traceparent")
            .filter(text -> text.length() <= MAX_PARENT && PARENT.matcher(text).matches());
    if (parent.isEmpty()) {
      return Map.of();
    }
    return request
        .header("tracestate")
        .filter(text -> text.length() <= MAX_STATE)
        .map(state -> Map.of("traceparent", parent.get(), "tracestate", state))
        .orElseGet(() -> Map.of("traceparent", parent.get()));
  }
}
