package io.acteon.server.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.time.TimeSource;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

/** A transport with a few routes, for tests to talk to. */
abstract class TransportCase {
  static final int MAX_BODY = 64 * 1024;

  final CountDownLatch entered = new CountDownLatch(1);
  final CountDownLatch release = new CountDownLatch(1);
  final RunningServer server = start(2, Duration.ofSeconds(30), List.of());

  RunningServer start(int maxRequests, Duration requestTimeout, List<String> origins) {
    List<Route> routes =
        List.of(
            Route.vital("/health", _ -> Reply.ok(Json.of("fine"))),
            Route.get("/things/{id}/part", r -> Reply.ok(Json.of(r.parameter("id")))),
            Route.get("/files/{rest...}", r -> Reply.ok(Json.of(r.parameter("rest")))),
            Route.post("/echo", r -> Reply.ok(r.json())),
            Route.put("/echo", r -> Reply.ok(r.optionalJson().orElse(Json.NULL))),
            Route.post("/defect", _ -> Reply.ok(defect())),
            Route.get(
                "/slow",
                _ -> {
                  entered.countDown();
                  release.await();
                  return Reply.ok(Json.of("done"));
                }));
    var settings =
        new ServerSettings(
            "127.0.0.1", 0, MAX_BODY, 4L * MAX_BODY, maxRequests, requestTimeout, origins, false);
    return RunningServer.start(settings, routes, TimeSource.system());
  }

  private static Json defect() {
    throw new IllegalStateException("a secret that clients shall not see");
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.close();
  }

  HttpRequest post(String path, String json) {
    return HttpRequest.newBuilder(uri(server, path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json))
        .build();
  }

  static HttpRequest get(RunningServer server, String path) {
    return HttpRequest.newBuilder(uri(server, path)).build();
  }

  static URI uri(RunningServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  static void assertErrorBody(String body, String code) {
    assertThat(JsonText.parse(body)).isInstanceOf(Json.Obj.class);
    Json.Obj error = (Json.Obj) JsonText.parse(body);
    assertThat(error.field("code")).hasValue(Json.of(code));
    assertThat(error.field("message")).isEqualTo(error.field("error"));
    assertThat(error.field("retryable")).isPresent();
  }
}
