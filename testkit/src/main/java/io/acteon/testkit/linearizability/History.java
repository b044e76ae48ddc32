package io.acteon.testkit.linearizability;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Records operations while they run. Thread-safe. */
public final class History<I, O> {
  private final AtomicLong ticks = new AtomicLong();
  private final ConcurrentLinkedQueue<Operation<I, O>> operations = new ConcurrentLinkedQueue<>();

  /**
   * Runs and records an operation.
   *
   * @param run answers empty when the fate is unknown
   */
  public Optional<O> record(String client, I input, Supplier<Optional<O>> run) {
    long called = ticks.incrementAndGet();
    Optional<O> output = run.get();
    long returned = output.isPresent() ? ticks.incrementAndGet() : Operation.NEVER;
    operations.add(new Operation<>(client, input, output, called, returned));
    return output;
  }

  /** What has been recorded so far, in the order of the calls. */
  public List<Operation<I, O>> operations() {
    return operations.stream().sorted((a, b) -> Long.compare(a.called(), b.called())).toList();
  }
}
