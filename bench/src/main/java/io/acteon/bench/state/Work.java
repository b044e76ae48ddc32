package io.acteon.bench.state;

/** What is measured: one call, or one turn of several. Thread-safe, one thread per client. */
@FunctionalInterface
interface Work {

  /**
   * Does it once; an exception counts as a failure.
   *
   * @param client who does it, from 0
   * @return how many of what is counted that was
   */
  int once(int client) throws InterruptedException;

  /**
   * Checks what came of all calls.
   *
   * @throws IllegalStateException when it is not as it must be
   */
  default void verify() {}
}
