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

  /** What requests that outlive the drain get before they are interrupted. */
  private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

  private static final Duration IDLE = Duration.ofMinutes(2);

  private final WebServer server;
  private final Exchanges exchanges;
  private final TimeSource time;
  private final String host;

  private RunningServer(WebServer server, Exchanges exchanges, TimeSource time, String host) {
    this.server = server;
    this.exchanges = exchanges;
    this.time = time;
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
            .shutdownGracePeriod(LAST_MOMENT)
            .maxPayloadSize(-1) // Ours is told to the client before the connection closes.
            .maxConcurrentRequests(settings.maxConcurrentRequests() + HEADROOM)
            .idleConnectionTimeout(IDLE)
            .connectionOptions(
                SocketOptions.builder()
                    .tcpNoDelay(true)
                    .readTimeout(settings.requestTimeout().plusSeconds(10))
                    .build())
            .addConnectionSelector(new UnknownProtocol())
            .directHandlers(FrameworkErrors.handlers())
            .addProtocol(
                Http1Config.builder()
                    .maxHeadersSize(MAX_HEADER_BYTES)
                    .maxPrologueLength(MAX_REQUEST_LINE_BYTES)
                    .build())
            .addProtocol(Http2Config.builder().maxHeaderListSize(MAX_HEADER_BYTES).build())
            .routing(HttpRouting.builder().addFilter(exchanges::filter).any(exchanges::handle))
            .build();
    server.start();
    if (!server.isRunning()) {
      throw new IllegalStateException(
          "cannot listen on %s:%d (server.host, server.port); the line before has the cause, mostly another process that listens there"
              .formatted(settings.host(), settings.port()));
    }
    return new RunningServer(server, exchanges, time, settings.host());
  }

  public String host() {
    return host;
  }

  public int port() {
    return server.port();
  }

  /**
   * Refuses new requests with 503 and waits until those under way have their answers, or the
   * deadline; whether they all have. The port stays open meanwhile: Helidon cuts HTTP/2 requests
   * short when it stops to listen, and 503 tells a client more than a refused connection.
   */
  public boolean drain(Deadline deadline) throws InterruptedException {
    exchanges.wane();
    boolean idle = time.await(exchanges.idle(), deadline.remaining());
    server.stop();
    return idle;
  }

  /** Stops to listen and, after a moment, ends what is still under way. */
  @Override
  public void close() {
    exchanges.wane();
    server.stop();
  }
}
