package io.acteon.server.http.transport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which pages of other origins may call. No origins: no header is ever sent. Immutable. */
record Cors(List<String> allowedOrigins) {

  /** The headers for an answer to a request with {@code headers}. */
  Map<String, String> headers(Function<String, Optional<String>> headers) {
    if (allowedOrigins.isEmpty()) {
      return Map.of();
    }
    Optional<String> origin = headers.apply("Origin").filter(this::isAllowed);
    return origin.isEmpty()
        ? Map.of("Vary", "Origin")
        : Map.of(
            "Vary", "Origin",
            "Access-Control-Allow-Origin", origin.get(),
            "Access-Control-Expose-Headers", "Retry-After");
  }

  /** The answer to a preflight, when this is one that is allowed. */
  Optional<Reply> preflight(String method, Function<String, Optional<String>> headers) {
    Optional<String> wanted = headers.apply("Access-Control-Request-Method");
    if (!method.equals("OPTIONS")
        || wanted.isEmpty()
        || headers.apply("Origin").filter(this::isAllowed).isEmpty()) {
      return Optional.empty();
    }
    var answer = new LinkedHashMap<String, String>();
    answer.put("Access-Control-Allow-Methods", wanted.get());
    headers
        .apply("Access-Control-Request-Headers")
        .ifPresent(names -> answer.put("Access-Control-Allow-Headers", names));
    answer.put("Access-Control-Max-Age", "600");
    return Optional.of(Reply.noContent(answer));
  }

  private boolean isAllowed(String origin) {
    return allowedOrigins.contains("*") || allowedOrigins.contains(origin);
  }
}
