package io.acteon.server.http.wire;

/** Why a request got no answer, for programs; each has one HTTP status. */
public enum ErrorCode {
  INVALID_REQUEST(400, false),
  INVALID_JSON(400, false),
  INVALID_QUERY(400, false),
  INVALID_CURSOR(400, false),
  RANGE_TOO_LARGE(400, false),
  UNAUTHORIZED(401, false),
  FORBIDDEN(403, false),
  NOT_FOUND(404, false),
  METHOD_NOT_ALLOWED(405, false),
  REQUEST_TIMEOUT(408, true),
  PAYLOAD_TOO_LARGE(413, false),
  UNSUPPORTED_MEDIA_TYPE(415, false),
  INVALID_FIELD(422, false),
  INVALID_RULES(422, false),
  NOT_REPLAYABLE(422, false),
  RATE_LIMITED(429, true),
  HEADERS_TOO_LARGE(431, false),
  INTERNAL(500, false),
  UNAVAILABLE(503, true),
  HTTP_VERSION_NOT_SUPPORTED(505, false);

  private final int status;
  private final boolean retryable;

  ErrorCode(int status, boolean retryable) {
    this.status = status;
    this.retryable = retryable;
  }

  public int status() {
    return status;
  }

  /** Whether the same request may succeed later. */
  public boolean retryable() {
    return retryable;
  }

  /** The code for a status that somebody else chose. */
  public static ErrorCode of(int status) {
    for (ErrorCode code : values()) {
      if (code.status == status) {
        return code;
      }
    }
    return status < 500 ? INVALID_REQUEST : INTERNAL;
  }
}
