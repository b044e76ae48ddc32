package io.acteon.bench.compare;

/** What is measured: one call, or one turn of several. Thread-safe, one thread per client. */
@FunctionalInterface
public interface Work {

  /**
   * Does it once; an exception counts as a failure.
   *
   * @param client who does it, from 0
   * @return how many of what is counted that was
   */
  int once(int client) throws InterruptedException;

  /** What was done, and how long it took: for works of which only a part is to be measured. */
  default Done measured(int client) throws InterruptedException {
    long begin = System.nanoTime();
    int count = once(client);
    return new Done(count, System.nanoTime() - begin);
  }

  /** So many of what is counted, in so many nanoseconds. */
  record Done(int count, long nanos) {}

  /**
   * Checks what came of all calls.
   *
   * @throws IllegalStateException when it is not as it must be
   */
  default void verify() {}
}
