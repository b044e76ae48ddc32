package io.acteon.simulator;

import io.acteon.simulator.accounting.Delay;
import io.acteon.simulator.accounting.Limits;
import io.acteon.simulator.http.Faults;
import java.time.Duration;

/**
 * How a simulator behaves. Immutable; start from {@link #plain()} or {@link #likeAws()} and change
 * what matters.
 *
 * @param host the address to listen on
 * @param port 0 for a free one
 * @param seed of every random decision
 * @param indexLag after how long an index shows a write, drawn for each write
 * @param staleReads how old the state is that reads without {@code ConsistentRead} see
 * @param tableDelay how long creating or deleting a table takes
 * @param expirySweep how often expired items are collected; zero for never
 */
public record SimulatorOptions(
    String host,
    int port,
    long seed,
    Delay latency,
    Delay indexLag,
    Delay staleReads,
    Limits limits,
    Faults faults,
    Duration tableDelay,
    Duration expirySweep) {
  /** Port 0 to 65535. */
  public SimulatorOptions {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port is " + port + "; it is 0 to 65535");
    }
  }

  /** No latency, no limits, no faults, fresh indexes, on a free loopback port. */
  public static SimulatorOptions plain() {
    return new SimulatorOptions(
        "127.0.0.1",
        0,
        1,
        Delay.none(),
        Delay.none(),
        Delay.none(),
        Limits.none(),
        Faults.none(),
        Duration.ZERO,
        Duration.ofSeconds(10));
  }

  /**
   * Latency, lag, staleness and partition limits of the order that AWS shows within a region; no
   * faults.
   */
  public static SimulatorOptions likeAws() {
    return plain()
        .withLatency(
            new Delay.Exponential(
                Duration.ofMillis(2), Duration.ofNanos(3_500_000), Duration.ofMillis(12)))
        .withIndexLag(
            new Delay.Exponential(
                Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofMillis(200)))
        .withStaleReads(
            new Delay.Exponential(Duration.ZERO, Duration.ofMillis(5), Duration.ofMillis(100)))
        .withLimits(Limits.aws());
  }

  public SimulatorOptions withHost(String address) {
    return new SimulatorOptions(
        address,
        port,
        seed,
        latency,
        indexLag,
        staleReads,
        limits,
        faults,
        tableDelay,
        expirySweep);
  }

  public SimulatorOptions withPort(int number) {
    return new SimulatorOptions(
        host, number, seed, latency, indexLag, staleReads, limits, faults, tableDelay, expirySweep);
  }

  public SimulatorOptions withSeed(long number) {
    return new SimulatorOptions(
        host, port, number, latency, indexLag, staleReads, limits, faults, tableDelay, expirySweep);
  }

  public SimulatorOptions withLatency(Delay delay) {
    return new SimulatorOptions(
        host, port, seed, delay, indexLag, staleReads, limits, faults, tableDelay, expirySweep);
  }

  public SimulatorOptions withIndexLag(Delay delay) {
    return new SimulatorOptions(
        host, port, seed, latency, delay, staleReads, limits, faults, tableDelay, expirySweep);
  }

  public SimulatorOptions withStaleReads(Delay delay) {
    return new SimulatorOptions(
        host, port, seed, latency, indexLag, delay, limits, faults, tableDelay, expirySweep);
  }

  public SimulatorOptions withLimits(Limits changed) {
    return new SimulatorOptions(
        host, port, seed, latency, indexLag, staleReads, changed, faults, tableDelay, expirySweep);
  }

  public SimulatorOptions withFaults(Faults changed) {
    return new SimulatorOptions(
        host, port, seed, latency, indexLag, staleReads, limits, changed, tableDelay, expirySweep);
  }

  public SimulatorOptions withTableDelay(Duration delay) {
    return new SimulatorOptions(
        host, port, seed, latency, indexLag, staleReads, limits, faults, delay, expirySweep);
  }

  public SimulatorOptions withExpirySweep(Duration period) {
    return new SimulatorOptions(
        host, port, seed, latency, indexLag, staleReads, limits, faults, tableDelay, period);
  }
}
