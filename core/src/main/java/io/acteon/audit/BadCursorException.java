package io.acteon.audit;

/** A cursor that this trail did not hand out for this query. */
public final class BadCursorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadCursorException(String message) {
    super(message);
  }
}
