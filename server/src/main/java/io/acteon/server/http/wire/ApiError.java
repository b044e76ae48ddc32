package io.acteon.server.http.wire;

import io.acteon.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request's failure as the client sees it. Immutable.
 *
 * @param code for programs: the name of an {@link ErrorCode} or of an engine's fault
 * @param status the HTTP status
 * @param headers to send beside the body, such as {@code Allow}
 */
public record ApiError(
    String code, int status, String message, boolean retryable, Map<String, String> headers) {

  public static final String RETRY_AFTER = "Retry-After";

  public ApiError {
    headers = Map.copyOf(headers);
  }

  public ApiError(ErrorCode code, String message) {
    this(code.name(), code.status(), message, code.retryable(), Map.of());
  }

  public ApiError withHeader(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiError(code, status, message, retryable, more);
  }

  /** The server is full; the client shall wait {@code seconds}. */
  public static ApiError rateLimited(String message, long seconds) {
    return new ApiError(ErrorCode.RATE_LIMITED, message)
        .withHeader(RETRY_AFTER, Long.toString(seconds));
  }

  /** The body. {@code error} and {@code message} carry one text: old clients read the former. */
  public Json.Obj body() {
    Json.Obj body = core().with("error", Json.of(message));
    String wait = headers.get(RETRY_AFTER);
    return wait == null ? body : body.with("retry_after", Json.of(Long.parseLong(wait)));
  }

  /** What stands in a batch's slot: clients refuse sibling keys there. */
  public Json.Obj slot() {
    return Json.object(Json.field("error", core()));
  }

  private Json.Obj core() {
    return Json.object(
        Json.field("code", code),
        Json.field("message", message),
        Json.field("retryable", retryable));
  }
}
