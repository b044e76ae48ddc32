package io.acteon.simulator.http;

import io.acteon.simulator.accounting.Delay;
import io.acteon.simulator.accounting.MeteredEngine;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A metered engine behind HTTP: DynamoDB's protocol and the simulator's own paths. Thread-safe. */
public final class SimulatorServer implements AutoCloseable {
  /**
   * How to serve.
   *
   * @param expirySweep how often expired items are collected; zero for never
   */
  public record Settings(
      InetAddress address,
      int port,
      Delay latency,
      Faults faults,
      Duration expirySweep,
      long seed) {}

  private static final JsonMapper JSON = JsonMapper.shared();

  private final MeteredEngine engine;
  private final InstantSource time;
  private final Settings settings;
  private final DynamoHandler dynamo;
  private final HttpServer http;

  public SimulatorServer(MeteredEngine engine, InstantSource time, Settings settings) {
    this.engine = engine;
    this.time = time;
    this.settings = settings;
    this.dynamo =
        new DynamoHandler(
            new DynamoHandler.Parts(engine, time, settings.latency(), settings.seed(), this::later),
            settings.faults());
    this.http =
        new HttpServer(
            settings.address(),
            settings.port(),
            this::answer,
            () -> time.instant().plus(dynamo.faults().clockOffset()));
    if (!settings.expirySweep().isZero()) {
      later(this::sweep);
    }
  }

  private void later(Runnable work) {
    http.background(work);
  }

  private void sweep() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(settings.expirySweep().toNanos());
        engine.collectExpired(time.instant());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the server closes
    }
  }

  public URI endpoint() {
    String host = settings.address().getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + http.port());
  }

  public Faults faults() {
    return dynamo.faults();
  }

  public void faults(Faults faults) {
    dynamo.faults(faults);
  }

  private @Nullable HttpAnswer answer(HttpRequest request) throws InterruptedException {
    String path = request.path().split("\\?", 2)[0];
    return switch (request.method() + " " + path) {
      case "POST /" -> dynamo.answer(request);
      case "GET /" -> HttpAnswer.text(200, "healthy: acteon simulator of DynamoDB\n");
      case "GET /_simulator/report" ->
          HttpAnswer.json(
              200,
              JSON.writerWithDefaultPrettyPrinter()
                  .writeValueAsBytes(ReportJson.of(engine.report(), settings.seed())));
      case "POST /_simulator/reset" -> {
        engine.reset();
        yield HttpAnswer.text(200, "reset\n");
      }
      case "PUT /_simulator/faults" -> changeFaults(request);
      default ->
          HttpAnswer.text(
              404,
              "no such path; there are POST /, GET /_simulator/report, POST /_simulator/reset and PUT /_simulator/faults\n");
    };
  }

  private HttpAnswer changeFaults(HttpRequest request) {
    try {
      dynamo.faults(FaultSettings.read(JSON.readTree(request.body().bytes())));
      return HttpAnswer.text(200, "faults changed\n");
    } catch (JacksonException e) {
      return HttpAnswer.text(400, "the body is not JSON: " + e.getOriginalMessage() + "\n");
    } catch (IllegalArgumentException e) {
      return HttpAnswer.text(400, e.getMessage() + "\n");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
