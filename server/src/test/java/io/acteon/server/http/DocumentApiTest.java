package io.acteon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.server.http.RunningApi.Answer;
import io.acteon.server.http.transport.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
final class DocumentApiTest {
  /** Answered, but no part of the API: the description itself and the page that shows it. */
  private static final String DOCUMENTS = "/api-doc/openapi.json, /swagger-ui, /swagger-ui/{file}";

  private final RunningApi api = RunningApi.with().start();

  @AfterAll
  void stop() {
    api.close();
  }

  private Json.Obj description() throws Exception {
    return (Json.Obj) api.get("/api-doc/openapi.json").json();
  }

  private static Map<String, Json> fields(Json value) {
    return ((Json.Obj) value).fields();
  }

  @Test
  void everyRouteIsDescribedAndEveryDescriptionIsARoute() throws Exception {
    var described = new TreeSet<String>();
    Json paths = description().field("paths").orElseThrow();
    fields(paths)
        .forEach((path, methods) ->
            fields(methods).keySet().forEach(method -> described.add(method + " " + path)));
    var answered = new TreeSet<String>();
    api.server
        .routes()
        .forEach(route -> {
          if (!List.of(DOCUMENTS.split(", ")).contains(route.template())) {
            answered.add(route.method().toLowerCase(Locale.ROOT) + " " + route.template());
          }
        });
    assertThat(described).isEqualTo(answered);
  }

  @Test
  void everyReferenceLeadsSomewhere() throws Exception {
    Json.Obj description = description();
    var matcher = Pattern.compile("\"\\$ref\":\"#/([^\"]+)\"").matcher(JsonText.print(description));
    int found = 0;
    while (matcher.find()) {
      found++;
      Json at = description;
      for (String step : matcher.group(1).split("/", -1)) {
        assertThat(fields(at)).as(matcher.group()).containsKey(step);
        at = member(at, step);
      }
    }
    assertThat(found).isGreaterThan(50);
  }

  @Test
  void theDescribedLimitsAreThoseThatHold() throws Exception {
    Json properties =
        member(
            member(member(member(description(), "components"), "schemas"), "Action"), "properties");
    var wrong = new ArrayList<String>();
    for (String name :
        List.of("id", "namespace", "tenant", "provider", "action_type", "dedup_key")) {
      long limit = ((Json.Int) member(member(properties, name), "maxLength")).value();
      if (status(name, (int) limit) != 200 || status(name, (int) limit + 1) != 422) {
        wrong.add(name + " " + limit);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Json member(Json object, String name) {
    return ((Json.Obj) object).field(name).orElseThrow();
  }

  private int status(String name, int length) throws Exception {
    Json.Obj action =
        Json.object(
            Json.field("namespace", "n"),
            Json.field("tenant", "t"),
            Json.field("provider", "inbox"),
            Json.field("action_type", "x"),
            Json.field("payload", Json.NULL));
    return api.post("/v1/dispatch", JsonText.print(action.with(name, Json.of("x".repeat(length)))))
        .status();
  }

  @Test
  void thePageComesFromHereAlone() throws Exception {
    Answer page = api.get("/swagger-ui");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("http://", "https://", "//cdn");
    var matcher = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.body());
    int files = 0;
    while (matcher.find()) {
      files++;
      Answer file = api.get(matcher.group(1));
      assertThat(file.status()).as(matcher.group(1)).isEqualTo(200);
      assertThat(file.body()).isNotEmpty();
    }
    assertThat(files).isEqualTo(5);
    assertThat(api.get("/swagger-ui/").status()).isEqualTo(200);
    assertThat(api.get("/swagger-ui/swagger-initializer.js").body())
        .contains("validatorUrl: null", "/api-doc/openapi.json");
  }

  @Test
  void nothingElseOnTheClassPathIsServed() throws Exception {
    for (String file : List.of("..%2F..%2Fopenapi.json", "index.html", "%2e%2e", "package.json")) {
      assertThat(api.get("/swagger-ui/" + file).status()).as(file).isEqualTo(404);
    }
    try (var raw = new RawClient(api.server.port())) {
      raw.send("GET /swagger-ui/../../openapi.json HTTP/1.1\r\nHost: l\r\n\r\n");
      assertThat(raw.read().status()).isEqualTo(404);
    }
  }
}
