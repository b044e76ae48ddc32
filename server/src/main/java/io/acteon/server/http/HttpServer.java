package io.acteon.server.http;

import io.acteon.server.http.transport.Route;
import io.acteon.server.http.transport.RunningServer;
import io.acteon.server.http.transport.ServerSettings;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.util.ArrayList;
import java.util.List;

/** The HTTP API of one gateway, listening. Thread-safe. */
public final class HttpServer implements AutoCloseable {
  /** Requests that may be under way besides dispatches. */
  private static final int OTHER_REQUESTS = 256;

  /** A parsed body takes up to ten times its bytes: keep all of them within half of the heap. */
  private static final int HEAP_SHARE_OF_BODIES = 20;

  private final RunningServer server;
  private final List<Route> routes;
  private final Readiness readiness;
  private final HttpSettings settings;
  private final TimeSource time;

  private HttpServer(
      RunningServer server,
      List<Route> routes,
      Readiness readiness,
      HttpSettings settings,
      TimeSource time) {
    this.server = server;
    this.routes = List.copyOf(routes);
    this.readiness = readiness;
    this.settings = settings;
    this.time = time;
  }

  /**
   * Starts to listen.
   *
   * @throws IllegalStateException when the address cannot be bound, saying so
   */
  public static HttpServer start(HttpSettings settings, ApiDependencies api) {
    var readiness = new Readiness();
    var routes = new ArrayList<Route>();
    routes.addAll(new HealthEndpoints(api, readiness).routes());
    var permits = new DispatchPermits(settings.maxConcurrentDispatch(), api.metrics());
    routes.addAll(new DispatchEndpoints(api, permits).routes());
    routes.addAll(new RuleEndpoints(api).routes());
    routes.addAll(new AuditEndpoints(api).routes());
    routes.addAll(new ReplayEndpoints(api, permits).routes());
    routes.addAll(new AnalyticsEndpoints(api).routes());
    routes.addAll(new ChainEndpoints(api).routes());
    routes.addAll(new OperationEndpoints(api).routes());
    routes.addAll(new InboxEndpoint(api.gateway().providers()).routes());
    routes.addAll(new DocumentEndpoints().routes());
    RunningServer server =
        RunningServer.start(listening(settings), List.copyOf(routes), api.time());
    return new HttpServer(server, routes, readiness, settings, api.time());
  }

  private static ServerSettings listening(HttpSettings settings) {
    long bodies = Runtime.getRuntime().maxMemory() / HEAP_SHARE_OF_BODIES;
    return new ServerSettings(
        settings.host(),
        settings.port(),
        settings.maxBodyBytes(),
        Math.max(bodies, 4L * settings.maxBodyBytes()),
        settings.maxConcurrentDispatch() + OTHER_REQUESTS,
        settings.requestTimeout(),
        settings.corsAllowedOrigins(),
        settings.accessLog());
  }

  /** All that is answered. */
  List<Route> routes() {
    return routes;
  }

  public String host() {
    return server.host();
  }

  /** The port in fact, also when any free one was asked for. */
  public int port() {
    return server.port();
  }

  /**
   * Makes {@code /ready} answer 503, gives notice as configured, then refuses new requests and
   * waits until those under way have their answers or the deadline comes, which counts from before
   * the notice, and stops to listen; answers whether they all have.
   */
  public boolean drain(Deadline deadline) throws InterruptedException {
    readiness.drain();
    time.sleep(deadline.atMost(settings.drainNotice()).remaining());
    return server.drain(deadline);
  }

  /** Stops to listen; what is still under way after a moment is interrupted. */
  @Override
  public void close() {
    readiness.drain();
    server.close();
  }
}
