package io.acteon.provider.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.json.JsonText;
import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.provider.Delivery;
import io.acteon.provider.Provider;
import io.acteon.provider.ProviderType;
import io.acteon.store.Environment;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final Action ACTION =
      Action.builder("order-42", new Scope("shop", "acme"), "hook", "notify", Instant.EPOCH)
          .payload(Json.object(Json.field("z", 1), Json.field("a", "\u00e4")))
          .dedupKey("k")
          .build();

  @Test
  void postsTheWholeActionWithSortedKeysAndConfiguredHeaders() throws Exception {
    try (Receiver receiver = Receiver.answering(200, "{\"ok\":true}");
        Provider hook = hook(receiver.url(), Map.of("headers", Map.of("X-Api", "v")))) {
      Delivery delivery = hook.send(ACTION, in(5));

      var reply = ((Delivery.Delivered) delivery).reply();
      assertThat(reply.body()).isEqualTo(Json.object(Json.field("ok", true)));
      Receiver.Got got = receiver.got.getFirst();
      assertThat(got.method()).isEqualTo("POST");
      assertThat(got.uri()).isEqualTo("/hook?token=t0ken");
      assertThat(got.headers().getFirst("x-api")).isEqualTo("v");
      assertThat(got.headers().getFirst("content-type")).isEqualTo("application/json");
      assertThat(got.headers().getFirst("webhook-id")).isEqualTo("order-42");
      assertThat(got.headers().get("webhook-signature")).isNull();
      assertThat(got.body())
          .isEqualTo(
              "{\"action_type\":\"notify\",\"created_at\":\"1970-01-01T00:00:00Z\","
                  + "\"dedup_key\":\"k\",\"ends_at\":null,\"fingerprint\":null,\"id\":\"order-42\","
                  + "\"metadata\":{},\"namespace\":\"shop\",\"payload\":{\"a\":\"\u00e4\",\"z\":1},"
                  + "\"provider\":\"hook\",\"starts_at\":null,\"status\":null,\"template\":null,"
                  + "\"tenant\":\"acme\",\"trace_context\":{}}");
    }
  }

  @Test
  void signsWhatItSendsSoThatAnIndependentReceiverCanVerifyIt() throws Exception {
    try (Receiver receiver = Receiver.answering(204, "");
        Provider hook = hook(receiver.url(), Map.of("secret", SECRET))) {
      hook.send(ACTION, in(5));

      Receiver.Got got = receiver.got.getFirst();
      String signed =
          got.headers().getFirst("webhook-id")
              + "."
              + got.headers().getFirst("webhook-timestamp")
              + "."
              + got.body();
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring(6)), "HmacSHA256"));
      assertThat(got.headers().getFirst("webhook-signature"))
          .isEqualTo(
              "v1,"
                  + Base64.getEncoder()
                      .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
      long age =
          TimeSource.system().now().getEpochSecond()
              - Long.parseLong(got.headers().getFirst("webhook-timestamp"));
      assertThat(age).isBetween(0L, 60L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, false, EXECUTION_FAILED",
    "401, false, EXECUTION_FAILED",
    "404, false, EXECUTION_FAILED",
    "409, false, EXECUTION_FAILED",
    "408, true, TIMEOUT",
    "425, true, EXECUTION_FAILED",
    "429, true, RATE_LIMITED",
    "500, true, EXECUTION_FAILED",
    "503, true, EXECUTION_FAILED",
    "301, false, EXECUTION_FAILED",
    "307, false, EXECUTION_FAILED",
    "304, false, EXECUTION_FAILED",
  })
  void anyOtherStatusThan2xxIsAFailureWithThatStatus(
      int status, boolean retryable, FailureCode code) throws Exception {
    try (Receiver other = Receiver.answering(200, "{}");
        Receiver receiver =
            Receiver.answering(exchange -> {
              exchange.getResponseHeaders().add("Location", other.url());
              Receiver.respond(exchange, status, status == 304 ? "" : "sorry");
            });
        Provider hook = hook(receiver.url(), Map.of())) {
      var failed = (Delivery.Failed) hook.send(ACTION, in(5));

      assertThat(failed.code()).isEqualTo(code);
      assertThat(failed.retryable()).isEqualTo(retryable);
      assertThat(failed.message()).contains("answered " + status);
      assertThat(other.got).isEmpty();
    }
  }

  @Test
  void retryAfterIsReadAsSecondsAndAsDate() throws Exception {
    Instant later = TimeSource.system().now().plusSeconds(120);
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(later.atZone(ZoneOffset.UTC));
    assertThat(askedToWait("17")).isEqualTo(Duration.ofSeconds(17));
    assertThat(askedToWait(date)).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(120));
    assertThat(askedToWait("Thu, 01 Jan 1970 00:00:00 GMT")).isEqualTo(Duration.ZERO);
  }

  private static Duration askedToWait(String header) throws Exception {
    try (Receiver receiver =
            Receiver.answering(exchange -> {
              exchange.getResponseHeaders().add("Retry-After", header);
              Receiver.respond(exchange, 503, "busy");
            });
        Provider hook = hook(receiver.url(), Map.of())) {
      return ((Delivery.Failed) hook.send(ACTION, in(5))).retryAfter().orElseThrow();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain text | {\"status_code\":200}",
        "[1,2]      | {\"status_code\":200,\"body\":[1,2]}",
        "null       | null",
        "{\"a\":1}  | {\"a\":1}",
      })
  void repliesAreObjectsThatEveryClientCanRead(String body, String expected) throws Exception {
    try (Receiver receiver = Receiver.answering(200, body);
        Provider hook = hook(receiver.url(), Map.of())) {
      var reply = ((Delivery.Delivered) hook.send(ACTION, in(5))).reply();
      assertThat(reply.body()).isEqualTo(JsonText.parse(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut off",
        "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 202 Accepted\r\nTransfer-Encoding: gzip\r\n\r\n",
      })
  void whatWasTakenStaysTakenHoweverBrokenTheRestOfTheResponseIs(String response) throws Exception {
    try (RawReceiver receiver = new RawReceiver(response);
        Provider hook = hook(receiver.url(), Map.of("max_response_bytes", 1000L))) {
      assertThat(hook.send(ACTION, in(5))).isInstanceOf(Delivery.Delivered.class);
      assertThat(receiver.connections).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "",
      })
  void whatIsNoResponseIsAFailure(String response) throws Exception {
    try (RawReceiver receiver = new RawReceiver(response);
        Provider hook = hook(receiver.url(), Map.of())) {
      assertThat(hook.send(ACTION, in(5))).isInstanceOf(Delivery.Failed.class);
      assertThat(receiver.connections).hasValue(1);
    }
  }

  @Test
  void readsChunkedBodies() throws Exception {
    try (RawReceiver receiver =
            new RawReceiver(chunked("4;x=y\r\n{\"a\"\r\n3\r\n:1}\r\n0\r\nX-Trailer: t\r\n\r\n"));
        Provider hook = hook(receiver.url(), Map.of())) {
      var reply = ((Delivery.Delivered) hook.send(ACTION, in(5))).reply();
      assertThat(reply.body()).isEqualTo(Json.object(Json.field("a", 1)));
    }
  }

  @Test
  void aReceiverThatSaysNothingCostsOneTimeout() throws Exception {
    var release = new CountDownLatch(1);
    try (Receiver receiver =
            Receiver.answering(exchange -> {
              await(release);
              Receiver.respond(exchange, 200, "{}");
            });
        Provider hook = hook(receiver.url(), Map.of())) {
      var failed =
          (Delivery.Failed)
              hook.send(ACTION, Deadline.in(Duration.ofMillis(200), TimeSource.system()));

      assertThat(failed.code()).isEqualTo(FailureCode.TIMEOUT);
      assertThat(failed.retryable()).isTrue();
      assertThat(failed.message()).doesNotContain("t0ken");
      release.countDown();
    }
  }

  @Test
  void aClosedPortIsARetryableConnectionFailure() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = ((InetSocketAddress) free.getLocalSocketAddress()).getPort();
    }
    try (Provider hook = hook("http://127.0.0.1:" + port + "/", Map.of())) {
      var failed = (Delivery.Failed) hook.send(ACTION, in(5));
      assertThat(failed.code()).isEqualTo(FailureCode.CONNECTION);
      assertThat(failed.retryable()).isTrue();
    }
  }

  @Test
  void aConnectionIsUsedAgainAndADeadOneIsNot() throws Exception {
    try (Receiver receiver = Receiver.answering(200, "{}");
        Provider hook = hook(receiver.url(), Map.of())) {
      hook.send(ACTION, in(5));
      hook.send(ACTION, in(5));
      assertThat(receiver.got.get(0).fromPort()).isEqualTo(receiver.got.get(1).fromPort());
    }
    String polite = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    try (RawReceiver hangsUp = new RawReceiver(polite);
        Provider hook = hook(hangsUp.url(), Map.of())) {
      for (int i = 1; i <= 3; i++) {
        assertThat(hook.send(ACTION, in(5))).isInstanceOf(Delivery.Delivered.class);
        assertThat(hangsUp.connections).hasValue(i);
        hangsUp.hungUp.acquire();
      }
    }
  }

  @Test
  void anInterruptEndsAnAttempt() throws Exception {
    var arrived = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    try (Receiver receiver =
            Receiver.answering(exchange -> {
              arrived.countDown();
              await(release);
            });
        Provider hook = hook(receiver.url(), Map.of())) {
      var ended = new CompletableFuture<Delivery>();
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  ended.complete(hook.send(ACTION, in(60)));
                } catch (InterruptedException | RuntimeException e) {
                  ended.completeExceptionally(e);
                }
              });
      arrived.await();
      sender.interrupt();
      assertThatThrownBy(ended::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
      release.countDown();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "plain-id_1:x, plain-id_1:x",
    "with.stop, sha256_",
    "'a\r\nx-evil: 1', sha256_",
    "'', sha256_",
    "\u00fcml\u00e4ut, sha256_",
  })
  void theWebhookIdIsTheActionsIdWhereAHeaderCanHoldIt(String id, String expected) {
    assertThat(Signer.webhookId(id)).startsWith(expected).isEqualTo(Signer.webhookId(id));
    assertThat(Signer.webhookId(id)).matches("[ -~]+");
  }

  @Test
  void isFoundByItsTypeName() {
    assertThat(ServiceLoader.load(ProviderType.class))
        .extracting(ProviderType::name)
        .contains("webhook", "log", "inbox");
  }

  private static String chunked(String body) {
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
  }

  static Provider hook(String url, Map<String, Object> more) {
    var values = new HashMap<String, Object>(more);
    values.put("url", url);
    values.putIfAbsent("allow_private_targets", true);
    return new WebhookType().create("hook", values, Environment.system());
  }

  static Deadline in(int seconds) {
    return Deadline.in(Duration.ofSeconds(seconds), TimeSource.system());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
