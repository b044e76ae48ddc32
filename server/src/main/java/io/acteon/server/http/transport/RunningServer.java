package io.acteon.server.http.transport;

import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http2.Http2Config;
import java.time.Duration;
import java.util.List;

/** A server that listens: HTTP/1.1, and HTTP/2 without TLS on the same port. Thread-safe. */
public final class RunningServer implements AutoCloseable {
  private static final int MAX_HEADER_BYTES = 32 * 1024;
  private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;
  private static final int BACKLOG = 1024;

  /** Requests above our own limit that may be under way to be told so, or to ask for health. */
  private static final int HEADROOM = 512;

  private static final Duration IDLE = Duration.ofMinutes(2);

  private final WebServer server;
  private final Exchanges exchanges;
  private final String host;

  private RunningServer(WebServer server, Exchanges exchanges, String host) {
    this.server = server;
    this.exchanges = exchanges;
    this.host = host;
  }

  /**
   * Starts to listen.
   *
   * @throws IllegalStateException when the address cannot be bound
   */
  public static RunningServer start(ServerSettings settings, List<Route> routes, TimeSource time) {
    var exchanges = new Exchanges(settings, new Router(routes), time);
    WebServer server =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .backlog(BACKLOG)
            .shutdownHook(false)
            .shutdownGracePeriod(settings.drainTime())
            .maxPayloadSize(settings.maxBodyBytes())
            .maxConcurrentRequests(settings.maxConcurrentRequests() + HEADROOM)
            .idleConnectionTimeout(IDLE)
            .connectionOptions(
                SocketOptions.builder()
                    .tcpNoDelay(true)
                    .readTimeout(settings.requestTimeout().plusSeconds(10))
                    .build())
            .directHandlers(FrameworkErrors.handlers())
            .addProtocol(
                Http1Config.builder()
                    .maxHeadersSize(MAX_HEADER_BYTES)
                    .maxPrologueLength(MAX_REQUEST_LINE_BYTES)
                    .build())
            .addProtocol(Http2Config.builder().maxHeaderListSize(MAX_HEADER_BYTES).build())
            .routing(HttpRouting.builder().addFilter(exchanges::filter).any(exchanges::handle))
            .build();
    try {
      server.start();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "cannot listen on "
              + settings.host()
              + ":"
              + settings.port()
              + ": "
              + e.getMessage()
              + "; is another process listening there (server.port)?",
          e);
    }
    return new RunningServer(server, exchanges, settings.host());
  }

  public String host() {
    return host;
  }

  public int port() {
    return server.port();
  }

  /** Requests being answered at this moment. */
  public int underWay() {
    return exchanges.underWay();
  }

  /**
   * Stops to listen and waits until the requests under way have their answers, or the deadline, or
   * the drain time; whether they all have.
   */
  public boolean drain(Deadline deadline) throws InterruptedException {
    exchanges.closeConnectionsAfterAnswers();
    Thread stopping = Thread.ofVirtual().name("http-stop").start(server::stop);
    stopping.join(deadline.remaining());
    return exchanges.underWay() == 0;
  }

  /** Stops at once when it was drained, else within the drain time. */
  @Override
  public void close() {
    server.stop();
  }
}
