package io.acteon.audit;

/** More was asked for than can be told at once; the message says what to narrow. */
public final class RangeTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RangeTooLargeException(String message) {
    super(message);
  }

  /** There are more than {@code most} records. */
  public static RangeTooLargeException ofRecords(long most) {
    return new RangeTooLargeException(
        "more than "
            + most
            + " records match; narrow from and to, or name a namespace, tenant or outcome");
  }
}
