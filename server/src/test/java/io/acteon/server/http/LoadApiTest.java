package io.acteon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Json;
import io.acteon.server.http.RunningApi.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when there is more to do than can be done. */
@Timeout(60)
final class LoadApiTest {
  private static final String SLOW =
      "{\"namespace\":\"n\",\"tenant\":\"t\",\"provider\":\"gated\",\"action_type\":\"x\",\"payload\":1}";
  private static final String QUICK = SLOW.replace("gated", "inbox");

  @Test
  void beyondTheLimitDispatchesAreRefusedAtOnceAndNotQueued() throws Exception {
    var gated = new TestProviders.Gated();
    try (RunningApi api =
        RunningApi.with().provider(gated).limits(4, Duration.ofSeconds(30)).start()) {
      var taken = new ArrayList<CompletableFuture<Answer>>();
      for (int i = 0; i < 4; i++) {
        taken.add(TestProviders.later(() -> api.post("/v1/dispatch", SLOW)));
      }
      gated.entered.acquire(4);

      Answer refused = api.post("/v1/dispatch", QUICK);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.response().headers().firstValue("Retry-After")).hasValue("1");
      assertThat(refused.at("retry_after")).isEqualTo(Json.of(1));
      assertThat(refused.at("code")).isEqualTo(Json.of("RATE_LIMITED"));
      assertThat(refused.at("retryable")).isEqualTo(Json.TRUE);
      assertThat(api.post("/v1/dispatch/batch", "[" + QUICK + "]").status()).isEqualTo(429);
      assertThat(api.get("/health").status()).isEqualTo(200);
      assertThat(api.get("/v1/rules").status()).isEqualTo(200);
      assertThat(api.inbox.received()).isZero();

      gated.gate.countDown();
      for (var answer : taken) {
        assertThat(answer.get().at("Executed/status")).isEqualTo(Json.of("success"));
      }
      assertThat(api.post("/v1/dispatch", QUICK).status()).isEqualTo(200);
    }
  }

  @Test
  void aBatchLargerThanTheLimitIsTakenWhenNothingElseIsUnderWay() throws Exception {
    try (RunningApi api = RunningApi.with().limits(2, Duration.ofSeconds(30)).start()) {
      String batch = List.of(QUICK, QUICK, QUICK, QUICK).toString();
      assertThat(api.post("/v1/dispatch/batch", batch).at("3/Executed/status"))
          .isEqualTo(Json.of("success"));
      assertThat(api.post("/v1/dispatch/batch", batch).status()).isEqualTo(200);
    }
  }

  @Test
  void permitsComeBackWhateverHappens() throws Exception {
    try (RunningApi api = RunningApi.with().limits(1, Duration.ofSeconds(30)).start()) {
      for (int i = 0; i < 20; i++) {
        assertThat(api.post("/v1/dispatch", "{}").status()).isEqualTo(422);
        assertThat(api.post("/v1/dispatch/batch", "[{}]").status()).isEqualTo(422);
        assertThat(api.post("/v1/dispatch", QUICK).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aProviderThatHangsCostsTheRequestItsTimeAndNoMore() throws Exception {
    var gated = new TestProviders.Gated();
    try (RunningApi api =
        RunningApi.with().provider(gated).limits(4, Duration.ofMillis(500)).start()) {
      Answer answer = api.post("/v1/dispatch", SLOW);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.at("Failed/code")).isEqualTo(Json.of("TIMEOUT"));
      gated.gate.countDown();
    }
  }
}
