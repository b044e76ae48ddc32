package io.acteon.server.http.transport;

import io.acteon.model.Json;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.server.http.wire.JsonBody;
import io.acteon.time.Deadline;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One request on its way through a handler. Confined to the thread that handles it. */
public final class Request {
  private final Map<String, String> parameters;
  private final Query query;
  private final Function<String, Optional<String>> headers;
  private final BodySource body;
  private final Deadline deadline;

  Request(
      Map<String, String> parameters,
      Query query,
      Function<String, Optional<String>> headers,
      BodySource body,
      Deadline deadline) {
    this.parameters = parameters;
    this.query = query;
    this.headers = headers;
    this.body = body;
    this.deadline = deadline;
  }

  /** What stood in the path where the route's template has {@code {name}}. */
  public String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no parameter " + name);
    }
    return value;
  }

  public Query query() {
    return query;
  }

  public Optional<String> header(String name) {
    return headers.apply(name);
  }

  /** By when the client must have its answer. */
  public Deadline deadline() {
    return deadline;
  }

  /** The body, which must be JSON. */
  public Json json() {
    return optionalJson()
        .orElseThrow(
            () -> new ApiException(ErrorCode.INVALID_JSON, "the body is empty; it must be JSON"));
  }

  /** The body, which must be JSON if there is one. */
  public Optional<Json> optionalJson() {
    byte[] bytes = body.read(deadline);
    if (bytes.length == 0) {
      return Optional.empty();
    }
    String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (!isJson(type)) {
      throw new ApiException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "the Content-Type is '" + type + "'; it must be application/json");
    }
    return Optional.of(JsonBody.parse(bytes));
  }

  private static boolean isJson(String type) {
    String[] parts = type.split(";", -1);
    String essence = parts[0].strip();
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return essence.equals("application/json")
        || (essence.startsWith("application/") && essence.endsWith("+json"));
  }
}
