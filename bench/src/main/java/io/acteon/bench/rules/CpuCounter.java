package io.acteon.bench.rules;

import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The processor time that a thread spends in one iteration: unlike the clock on the wall it does
 * not depend on what else the machine does. Not thread-safe: one per thread.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class CpuCounter {
  public long cpuNanos;
  public long operations;
  private long start;

  @Setup(Level.Iteration)
  public void start() {
    operations = 0;
    cpuNanos = 0;
    start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @TearDown(Level.Iteration)
  public void stop() {
    cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
  }
}
