package io.acteon.provider.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.acteon.engine.Caller;
import io.acteon.engine.ExecutorSettings;
import io.acteon.engine.Gateway;
import io.acteon.engine.GatewayListener;
import io.acteon.engine.Providers;
import io.acteon.engine.RuleBook;
import io.acteon.memory.MemoryStateBackend;
import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Outcome;
import io.acteon.model.Scope;
import io.acteon.provider.Provider;
import io.acteon.rules.RuleSet;
import io.acteon.store.Environment;
import io.acteon.store.Settings;
import io.acteon.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Webhooks behind the whole pipeline, against real receivers. */
@Timeout(60)
class WebhookDeliveryTest {
  private static final Environment ENVIRONMENT = Environment.system();

  @Test
  void aReceiverThatRecoversGetsTheActionOnceMoreUnderTheSameId() {
    var calls = new AtomicInteger();
    try (Receiver receiver =
        Receiver.answering(exchange ->
            Receiver.respond(exchange, calls.incrementAndGet() < 3 ? 503 : 200, "{}"))) {
      Outcome outcome = dispatch(receiver.url(), quick(Duration.ofSeconds(5)), 30);

      assertThat(outcome).isInstanceOf(Outcome.Executed.class);
      assertThat(receiver.got).hasSize(3);
      assertThat(receiver.got)
          .extracting(got -> got.headers().getFirst("webhook-id"))
          .containsOnly("a-1");
    }
  }

  @Test
  void aReceiverThatRefusesIsNotAskedAgain() {
    try (Receiver receiver = Receiver.answering(422, "{\"error\":\"no such user\"}")) {
      assertThat(dispatch(receiver.url(), quick(Duration.ofSeconds(5)), 30))
          .isEqualTo(
              new Outcome.Failed(
                  FailureCode.EXECUTION_FAILED,
                  "webhook 'hook' answered 422: {\"error\":\"no such user\"}",
                  false,
                  1));
      assertThat(receiver.got).hasSize(1);
    }
  }

  @Test
  void aReceiverThatIsDownForGoodIsAskedFourTimes() {
    try (Receiver receiver = Receiver.answering(500, "oops")) {
      assertThat(dispatch(receiver.url(), quick(Duration.ofSeconds(5)), 30))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.attempts()).isEqualTo(4);
                assertThat(failed.retryable()).isTrue();
              });
      assertThat(receiver.got).hasSize(4);
    }
  }

  @Test
  void retryAfterIsWaitedForByTheMachinesClock() {
    var calls = new AtomicInteger();
    try (Receiver receiver =
        Receiver.answering(exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "1");
          Receiver.respond(exchange, calls.incrementAndGet() < 2 ? 429 : 200, "{}");
        })) {
      long began = ENVIRONMENT.time().nanos();
      assertThat(dispatch(receiver.url(), quick(Duration.ofSeconds(5)), 30))
          .isInstanceOf(Outcome.Executed.class);
      assertThat(Duration.ofNanos(ENVIRONMENT.time().nanos() - began))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void aReceiverThatHangsCostsOneTimeoutPerAttemptAndNeverMoreThanTheDeadline() {
    var release = new CountDownLatch(1);
    try (Receiver receiver = Receiver.answering(exchange -> hang(exchange, release))) {
      Outcome outcome = dispatch(receiver.url(), quick(Duration.ofMillis(100)), 30);
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.code()).isEqualTo(FailureCode.TIMEOUT);
                assertThat(failed.attempts()).isEqualTo(4);
              });
      release.countDown();
    }
  }

  @Test
  void manyActionsAreEachDeliveredExactlyOnce() throws Exception {
    try (Receiver receiver = Receiver.answering(200, "{}");
        Rig rig = new Rig(receiver.url(), quick(Duration.ofSeconds(20)))) {
      List<Future<Outcome>> answers = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 500; i++) {
          String id = "a-" + i;
          answers.add(threads.submit(() -> rig.dispatch(id, 30)));
        }
      }
      for (Future<Outcome> answer : answers) {
        assertThat(answer.get()).isInstanceOf(Outcome.Executed.class);
      }
      var ids = new HashSet<String>();
      receiver.got.forEach(got -> ids.add(got.headers().getFirst("webhook-id")));
      assertThat(receiver.got).hasSize(500);
      assertThat(ids).hasSize(500);
    }
  }

  private static void hang(HttpExchange exchange, CountDownLatch release) throws IOException {
    try {
      release.await();
      exchange.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Outcome dispatch(String url, ExecutorSettings executor, int seconds) {
    try (Rig rig = new Rig(url, executor)) {
      return rig.dispatch("a-1", seconds);
    }
  }

  private static ExecutorSettings quick(Duration timeout) {
    return new ExecutorSettings(3, timeout, 64, Duration.ofMillis(1), Duration.ofMillis(5));
  }

  /** A gateway with one webhook and no rules. */
  private static final class Rig implements AutoCloseable {
    private final Providers providers;
    private final Gateway gateway;

    Rig(String url, ExecutorSettings executor) {
      Provider hook = WebhookTest.hook(url, Map.of());
      this.providers = new Providers(List.of(hook));
      this.gateway =
          new Gateway(
              new Gateway.Parts(
                  new RuleBook(RuleSet.empty()),
                  providers,
                  new MemoryStateBackend().open(new Settings(List.of(), Map.of()), ENVIRONMENT),
                  Optional.empty(),
                  executor,
                  ENVIRONMENT.time(),
                  ENVIRONMENT.ids(),
                  GatewayListener.NONE));
    }

    Outcome dispatch(String id, int seconds) {
      return gateway.dispatch(
          Action.builder(id, new Scope("n", "t"), "hook", "x", Instant.EPOCH).build(),
          Caller.ANONYMOUS,
          Deadline.in(Duration.ofSeconds(seconds), ENVIRONMENT.time()));
    }

    @Override
    public void close() {
      gateway.close();
      providers.close();
    }
  }
}
