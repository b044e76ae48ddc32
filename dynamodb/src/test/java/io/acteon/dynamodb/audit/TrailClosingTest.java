package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.Fault;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.testkit.time.Eventually;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpClient;

/** One deadline bounds all that a trail does at its end, whatever the table does. */
class TrailClosingTest {
  private static final LocalTrail TABLE = new LocalTrail();
  private static final Duration BOUND = Duration.ofMillis(500);

  /** For the spool, and for a busy machine; far from any timeout in the trail. */
  private static final Duration MARGIN = Duration.ofSeconds(4);

  private final TimeSource time = TimeSource.system();
  private final long seed = ThreadLocalRandom.current().nextLong();
  private final AuditSamples samples = new AuditSamples(time, new Random(seed));
  private final String deployment = "e" + Long.toUnsignedString(seed, 36);
  private final AtomicBoolean dead = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    over.countDown();
  }

  private enum Death {
    CUT,
    HANGING
  }

  private UnaryOperator<SdkHttpClient> wire(Death death) {
    return switch (death) {
      case CUT ->
          http ->
              new DisturbedHttpClient(
                  http, _ -> dead.get() ? Fault.CUT_BEFORE : Fault.NONE, new RequestLog(), seed);
      case HANGING -> http -> new HookedHttpClient(http, _ -> hang());
    };
  }

  private void hang() {
    while (dead.get()) {
      try {
        over.await();
        return;
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private AuditStore open(AuditMode mode, UnaryOperator<SdkHttpClient> wire) {
    var settings = new HashMap<String, String>();
    if (mode.hashChain()) {
      settings.put("signing_key_file", Chains.keyFile().toString());
      settings.put("log_id", "test");
    }
    return TABLE.open(deployment, mode, settings, Environment.system(), wire);
  }

  private AuditRecord record() {
    return samples.record(new Scope("shop", "acme")).toBuilder().outcome("suppressed").build();
  }

  private Deadline soon() {
    return Deadline.in(Duration.ofSeconds(60), time);
  }

  @ParameterizedTest
  @CsvSource({"false, CUT", "false, HANGING", "true, CUT", "true, HANGING"})
  void aTrailWhoseTableIsDeadEndsByTheDeadlineAndKeepsWhatItTook(boolean chained, Death death) {
    AuditMode mode = chained ? AuditMode.SOC2 : AuditMode.PLAIN;
    var ids = new ArrayList<String>();
    AuditStore store = open(mode, wire(death));
    AuditRecord first = record();
    assertThat(store.outcome(first, Optional.empty(), soon())).isInstanceOf(Answer.Applied.class);
    ids.add(first.id());
    dead.set(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<CompletableFuture<?>>();
      for (int i = 0; i < 20; i++) {
        AuditRecord record = record();
        ids.add(record.id());
        answers.add(
            CompletableFuture.supplyAsync(
                () -> store.outcome(record, Optional.empty(), soon()), threads));
      }
      if (!chained) {
        answers.forEach(CompletableFuture::join);
      }

      long start = System.nanoTime();
      store.close(Deadline.in(BOUND, time));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND.plus(MARGIN));
    }
    dead.set(false);
    over.countDown();
    try (AuditStore next = open(mode, UnaryOperator.identity())) {
      Eventually.holds(
          "all records are in the trail",
          () -> {
            List<String> there =
                ids.stream().filter(id -> !Tamper.get(TABLE.table(), id).isEmpty()).toList();
            return there.size() == ids.size();
          });
      assertThat(next.condition().stopped()).isEmpty();
    }
  }
}
