package io.acteon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.server.http.RunningApi.Answer;
import io.acteon.server.http.transport.RawClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** Whatever is sent, the gateway answers with JSON and never with a defect of its own. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
final class FuzzTest {
  private static final int ROUNDS = 1500;
  private static final String[] NAMES = {
    "id",
    "namespace",
    "tenant",
    "provider",
    "action_type",
    "payload",
    "created_at",
    "metadata",
    "labels",
    "dedup_key",
    "status",
    "starts_at",
    "trace_context",
    "attachments",
    "signature",
    "actions",
    "data_base64",
    ""
  };
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "true",
    "1e999999999",
    "-0",
    "1.5e308",
    "123456789012345678901234567890",
    "\"\\ud83d\"",
    "\"\\u0000\"",
    "\"2026-01-01T00:00:00Z\"",
    "\"inbox\"",
    " ",
    "\t",
    "\\",
    "\"\ufffd\"",
    "NaN",
    "//",
    "\ufeff"
  };
  private static final String RULES =
      """
      rules:
        - name: deep
          condition: {field: action.payload.a.b, gt: 5}
          action: {type: suppress}
        - name: once
          condition: {field: action.metadata.k, contains: x}
          action: {type: deduplicate}
      """;

  private final long seed = Long.getLong("acteon.seed", System.nanoTime());
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  private final RunningApi api = RunningApi.with().rules(RULES).start();

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void randomBytesAreNeverADefect() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = new byte[random.nextInt(1, 60)];
      random.nextBytes(body);
      check(body, "/v1/dispatch");
    }
  }

  @Test
  void brokenJsonIsNeverADefect() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(1, 25); i > 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      check(text.toString().getBytes(StandardCharsets.UTF_8), "/v1/dispatch");
    }
  }

  @Test
  void strangeActionsAreNeverADefect() throws Exception {
    List<String> paths =
        List.of(
            "/v1/dispatch",
            "/v1/dispatch?dry_run=true",
            "/v1/dispatch/batch",
            "/v1/rules/evaluate",
            "/v1/rules/reload");
    for (int round = 0; round < ROUNDS; round++) {
      Json.Obj action =
          Json.object(
              Json.field("namespace", "n"),
              Json.field("tenant", "t"),
              Json.field("provider", "inbox"),
              Json.field("action_type", "x"),
              Json.field("payload", value(4)));
      for (int i = random.nextInt(4); i > 0; i--) {
        action = action.with(NAMES[random.nextInt(NAMES.length)], value(4));
      }
      String path = paths.get(random.nextInt(paths.size()));
      Json body = path.endsWith("batch") ? Json.array(List.of(action)) : action;
      check(JsonText.bytes(body), path);
    }
  }

  @Test
  void randomRequestLinesAreNeverADefect() throws Exception {
    for (int round = 0; round < 400; round++) {
      var target = new StringBuilder("/");
      for (int i = random.nextInt(20); i > 0; i--) {
        target.append((char) random.nextInt(0x21, 0x7f));
      }
      try (var client = new RawClient(api.server.port())) {
        client.send("GET " + target + " HTTP/1.1\r\nHost: l\r\nConnection: close\r\n\r\n");
        RawClient.Response response = client.read();
        assertThat(response.status()).as("seed %d: %s", seed, target).isIn(400, 404, 405, 200, 422);
        assertThat(JsonText.parse(response.body())).isInstanceOf(Json.class);
      }
    }
  }

  private Json value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> Json.NULL;
      case 1 -> Json.of(random.nextBoolean());
      case 2 -> Json.of(random.nextLong());
      case 3 -> Json.of(random.nextDouble() * 1e300);
      case 4 -> Json.of("");
      case 5 -> Json.of(text());
      case 6 -> Json.of("2026-01-01T00:00:00Z");
      case 7 -> Json.array(List.of(value(depth - 1), value(depth - 1)));
      default ->
          Json.object(
              Json.field(NAMES[random.nextInt(NAMES.length)], value(depth - 1)),
              Json.field(text(), value(depth - 1)));
    };
  }

  private String text() {
    return random
        .ints(random.nextInt(12), 0, Character.MAX_CODE_POINT + 1)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private void check(byte[] body, String path) throws IOException, InterruptedException {
    Answer answer =
        api.send(
            HttpRequest.newBuilder(api.uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    assertThat(answer.status())
        .as("seed %d, %s: %s", seed, path, new String(body, StandardCharsets.UTF_8))
        .isIn(200, 400, 422);
    assertThat(answer.json()).isInstanceOf(Json.class);
  }
}
