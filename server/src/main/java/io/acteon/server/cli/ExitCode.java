package io.acteon.server.cli;

/** What the shell is told. */
final class ExitCode {
  static final int FINE = 0;

  /** The thing that was checked is not so, or something failed that nobody expected. */
  static final int NOT_SO = 1;

  /** Wrong usage or configuration, an address that cannot be bound included. */
  static final int USAGE = 2;

  /** A store cannot be reached, or refuses us. */
  static final int STORE = 3;

  private ExitCode() {}
}
