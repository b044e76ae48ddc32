package io.acteon.server.http.transport;

import io.acteon.json.JsonText;
import io.acteon.server.http.wire.ApiError;
import io.acteon.server.http.wire.ErrorCode;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies of the errors that the web server finds before a request reaches us. */
final class FrameworkErrors implements DirectHandler {
  static DirectHandlers handlers() {
    var handlers = DirectHandlers.builder();
    var errors = new FrameworkErrors();
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, errors);
    }
    return handlers.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    ErrorCode code = ErrorCode.of(status.code());
    var error =
        new ApiError(
            code.name(), status.code(), text(code, status, message), code.retryable(), Map.of());
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, Reply.JSON)
        .keepAlive(type.keepAlive() && status.code() < 500)
        .entity(JsonText.bytes(error.body()))
        .build();
  }

  /** What the web server says of an internal error may tell more than a client should know. */
  private static String text(ErrorCode code, Status status, @Nullable String message) {
    return code == ErrorCode.INTERNAL || message == null || message.isBlank()
        ? status.reasonPhrase()
        : message;
  }
}
