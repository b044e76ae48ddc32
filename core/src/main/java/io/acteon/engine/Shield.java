package io.acteon.engine;

/** Work that an interrupt must not cut short: the flag is set aside and put back. */
final class Shield {
  private Shield() {}

  static void run(Runnable work) {
    boolean interrupted = Thread.interrupted();
    try {
      work.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
