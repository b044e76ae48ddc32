package io.acteon.server.http.transport;

import io.acteon.server.http.wire.ApiError;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRequest;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries each request from the web server to its handler and the reply back. Thread-safe. Nothing
 * a handler does reaches the web server as an exception: every failure becomes an error body here.
 */
final class Exchanges {
  private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);

  private final ServerSettings settings;
  private final Router router;
  private final TimeSource time;
  private final Cors cors;
  private final BodyBudget bodies;
  private final Semaphore admissions;
  private final AccessLog accessLog;
  private final AtomicInteger underWay = new AtomicInteger();
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private volatile boolean closing;

  Exchanges(ServerSettings settings, Router router, TimeSource time) {
    this.settings = settings;
    this.router = router;
    this.time = time;
    this.cors = new Cors(settings.corsAllowedOrigins());
    this.bodies = new BodyBudget(settings.maxBodyBytes(), settings.maxBodiesBytes());
    this.admissions = new Semaphore(settings.maxConcurrentRequests());
    this.accessLog = new AccessLog(settings.accessLog());
  }

  /**
   * Lets what is under way finish and refuses what comes now; connections close behind their
   * answers.
   */
  void wane() {
    closing = true;
    if (underWay.get() == 0) {
      idle.complete(null);
    }
  }

  /** Done when, after {@link #wane}, nothing is under way. */
  CompletableFuture<Void> idle() {
    return idle;
  }

  /**
   * Closes the connection behind an answer when the client asked for it: Helidon 4.5 answers and
   * keeps the connection open (helidon-io/helidon issue 12324). Also counts what is under way.
   */
  void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    underWay.incrementAndGet();
    try {
      chain.proceed();
    } finally {
      if (underWay.decrementAndGet() == 0 && closing) {
        idle.complete(null);
      }
    }
    if (isHttp1(request)
        && (closing || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE))) {
      throw new CloseConnectionException("closed after the answer");
    }
  }

  void handle(ServerRequest request, ServerResponse response) {
    long start = time.nanos();
    String method = request.prologue().method().text();
    String path = request.path().rawPath();
    Function<String, Optional<String>> headers =
        name -> request.headers().first(HeaderNames.create(name));
    try (BodyBudget.Share share = bodies.new Share()) {
      var body = new Body(request, share);
      Answer answer = answer(request, method, path, headers, body);
      boolean inTheWay = body.isInTheWay();
      if (isHttp1(request) && (closing || inTheWay)) {
        response.header(HeaderValues.CONNECTION_CLOSE); // Forbidden in HTTP/2.
      }
      send(response, answer.reply(), headers, method.equals("HEAD"));
      accessLog.write(method, path, answer.vital(), answer.reply(), time.nanos() - start);
      if (inTheWay) {
        body.discardRest(time);
        if (isHttp1(request)) {
          throw new CloseConnectionException("closed because the body was not read to its end");
        }
      }
    }
  }

  private Answer answer(
      ServerRequest request,
      String method,
      String path,
      Function<String, Optional<String>> headers,
      Body body) {
    boolean vital = false;
    try {
      Optional<Reply> preflight = cors.preflight(method, headers);
      if (preflight.isPresent()) {
        return new Answer(preflight.get(), vital);
      }
      Router.Match match = router.match(method, PathText.split(path));
      vital = match.route().vital();
      var own =
          new Request(
              match.parameters(),
              Query.parse(request.query().rawValue()),
              headers,
              body::read,
              Deadline.in(settings.requestTimeout(), time));
      return new Answer(admitted(match.route(), own), vital);
    } catch (ApiException e) {
      return new Answer(Reply.error(e.error()), vital);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(ErrorCode.UNAVAILABLE, "the server is being shut down", vital);
    } catch (StoreException.Unavailable e) {
      LOG.warn("{} {}: {}", method, path, e.getMessage());
      return failed(ErrorCode.UNAVAILABLE, "the store does not answer; try again later", vital);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("{} {} failed", method, path, e);
      return failed(ErrorCode.INTERNAL, "internal error; the server's log has its cause", vital);
    }
  }

  private static boolean isHttp1(HttpRequest request) {
    return request.prologue().rawProtocol().startsWith("HTTP/1");
  }

  private static Answer failed(ErrorCode code, String message, boolean vital) {
    return new Answer(Reply.error(new ApiError(code, message)), vital);
  }

  private Reply admitted(Route route, Request request) throws InterruptedException {
    if (route.vital()) {
      return route.handler().handle(request);
    }
    if (closing) {
      throw new ApiException(ErrorCode.UNAVAILABLE, "the server is being shut down");
    }
    if (!admissions.tryAcquire()) {
      throw new ApiException(
          ApiError.rateLimited("the server is answering as many requests as it can", 1));
    }
    try {
      return route.handler().handle(request);
    } finally {
      admissions.release();
    }
  }

  private void send(
      ServerResponse response,
      Reply reply,
      Function<String, Optional<String>> headers,
      boolean headOnly) {
    response.status(Status.create(reply.status()));
    if (!reply.contentType().isEmpty()) {
      response.header(HeaderNames.CONTENT_TYPE, reply.contentType());
    }
    reply.headers().forEach(response::header);
    cors.headers(headers).forEach(response::header);
    if (headOnly) {
      response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(reply.body().length));
      response.send();
    } else {
      response.send(reply.body());
    }
  }

  private record Answer(Reply reply, boolean vital) {}
}
