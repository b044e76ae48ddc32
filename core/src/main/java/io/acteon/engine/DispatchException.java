package io.acteon.engine;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gateway could not give an action an outcome. Whatever the code, no provider was called by
 * this dispatch, except for {@link Code#INTERNAL}, which promises nothing.
 */
public final class DispatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final transient @Nullable Duration retryAfter;

  public DispatchException(Code code, String message) {
    this(code, message, null, null);
  }

  public DispatchException(Code code, String message, Throwable cause) {
    this(code, message, cause, null);
  }

  public DispatchException(
      Code code, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(message, cause);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  public Code code() {
    return code;
  }

  /** Whether the same request may succeed later. */
  public boolean retryable() {
    return code.retryable();
  }

  /** How long the client should wait before it tries again, when we know. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** What kind of fault it was; the name is the {@code code} on the wire. */
  public enum Code {
    /** The state store could not be asked, or its answer is unknown; deduplication fails closed. */
    STATE_UNAVAILABLE(true),
    /** An earlier action with the same identity is still being executed. */
    DUPLICATE_IN_PROGRESS(true),
    /** The audit trail did not take the record that had to be there first. */
    AUDIT_UNAVAILABLE(true),
    /** The request's time was over before anything was done. */
    DEADLINE_EXCEEDED(true),
    /** The gateway is being shut down, or the request was cancelled. */
    INTERRUPTED(true),
    /** The action cannot be processed as it is; sending it again will not help. */
    INVALID_ACTION(false),
    /** A defect of the gateway; logged with its stack. */
    INTERNAL(false);

    private final boolean retryable;

    Code(boolean retryable) {
      this.retryable = retryable;
    }

    public boolean retryable() {
      return retryable;
    }
  }
}
