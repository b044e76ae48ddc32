package io.acteon.server.http.wire;

/** Ends a request with an {@link ApiError}. Has no stack trace: it tells of the client's doing. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiError error;

  public ApiException(ApiError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  public ApiException(ErrorCode code, String message) {
    this(new ApiError(code, message));
  }

  public ApiError error() {
    return error;
  }
}
