package io.acteon.independent;

/** What was given does not prove itself; the message says what is wrong. */
public final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Broken(String message) {
    super(message);
  }
}
