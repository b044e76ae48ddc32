package io.acteon.simulator;

import io.acteon.simulator.accounting.MeteredEngine;
import io.acteon.simulator.accounting.Report;
import io.acteon.simulator.engine.Engine;
import io.acteon.simulator.http.Faults;
import io.acteon.simulator.http.SimulatorServer;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;

/** A running simulator of DynamoDB. Thread-safe; close it to stop. */
public final class Simulator implements AutoCloseable {
  private final MeteredEngine engine;
  private final SimulatorServer server;
  private final long seed;

  private Simulator(SimulatorOptions options, InstantSource time) {
    this.seed = options.seed();
    this.engine =
        new MeteredEngine(
            Engine.create(time.instant(), options.tableDelay()),
            options.limits(),
            new MeteredEngine.Lags(options.indexLag(), options.staleReads()),
            options.seed());
    this.server =
        new SimulatorServer(
            engine,
            time,
            new SimulatorServer.Settings(
                address(options.host()),
                options.port(),
                options.latency(),
                options.faults(),
                options.expirySweep(),
                options.seed()));
  }

  /** Starts one by the system's clock. */
  public static Simulator start(SimulatorOptions options) {
    return start(options, InstantSource.system());
  }

  /** Starts one by the given clock, which tells expiry, limits and the {@code Date} header. */
  public static Simulator start(SimulatorOptions options, InstantSource time) {
    return new Simulator(options, time);
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host '" + host + "' is unknown; use an IP address", e);
    }
  }

  /** Where to point a client: {@code http://127.0.0.1:PORT}. */
  public URI endpoint() {
    return server.endpoint();
  }

  public long seed() {
    return seed;
  }

  public Report report() {
    return engine.report();
  }

  /** Forgets what was counted; tables stay. */
  public void reset() {
    engine.reset();
  }

  public Faults faults() {
    return server.faults();
  }

  /** Changes the faults for requests from now on. */
  public void faults(Faults faults) {
    server.faults(faults);
  }

  /** The engine itself, for requests without HTTP and for looking inside. */
  public MeteredEngine engine() {
    return engine;
  }

  /** Collects expired items now instead of at the next sweep; answers how many. */
  public int collectExpired(Instant now) {
    return engine.collectExpired(now);
  }

  @Override
  public void close() {
    server.close();
  }
}
