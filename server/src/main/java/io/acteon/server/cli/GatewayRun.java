package io.acteon.server.cli;

import io.acteon.server.GatewayServer;
import io.acteon.server.ListenAddress;
import io.acteon.server.config.GatewayConfig;
import io.acteon.time.TimeSource;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** Runs a gateway from start to signal. */
final class GatewayRun {
  private GatewayRun() {}

  /**
   * Runs until a signal asks to end.
   *
   * @param started told once the gateway listens
   */
  static int untilStopped(GatewayConfig config, PrintWriter out, Consumer<GatewayServer> started)
      throws InterruptedException {
    try (GatewayServer server = start(config)) {
      var stop = StopSignal.install();
      started.accept(server);
      out.flush();
      stop.await();
      return server.stop() ? ExitCode.FINE : ExitCode.NOT_SO;
    }
  }

  private static GatewayServer start(GatewayConfig config) throws InterruptedException {
    try {
      ListenAddress.check(config.server().host(), config.server().port());
      return GatewayServer.start(config, TimeSource.system());
    } catch (IllegalStateException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  /** Such as {@code http://127.0.0.1:8080}. */
  static String url(GatewayServer server) {
    String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
    return "http://" + host + ":" + server.port();
  }
}
