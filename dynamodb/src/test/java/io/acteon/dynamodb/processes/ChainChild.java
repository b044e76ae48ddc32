package io.acteon.dynamodb.processes;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditRecord.ChainPosition;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.dynamodb.audit.DisturbedTrail;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;

/**
 * Appends intents and outcomes to one chain when it is told to {@code append}, and says {@code
 * applied ID NUMBER} or {@code unapplied ID} of each and {@code appended} at the end; {@code stall}
 * and {@code wake} are about its next commit.
 */
final class ChainChild {
  static final int CALLERS = 4;
  static final int EACH = 12;
  static final Scope SCOPE = new Scope("processes", "t");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DisturbedTrail trail;
  private final AuditSamples samples;

  private ChainChild(DisturbedTrail trail, long seed) {
    this.trail = trail;
    this.samples = new AuditSamples(TimeSource.system(), new Random(seed));
  }

  public static void main(String[] words) throws IOException {
    Setup setup = Setup.of(words);
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var trail =
        new DisturbedTrail(
            setup.url(),
            setup.table(),
            Path.of(Setup.extra(words, 0)),
            setup.disturbed(),
            setup.seed())) {
      var child = new ChainChild(trail, setup.seed());
      System.out.println("ready");
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        child.obey(order);
      }
    }
  }

  private void obey(String order) {
    switch (order) {
      case "append" -> Thread.startVirtualThread(this::appendAll);
      case "stall" -> trail.stall();
      case "wake" -> trail.wake();
      default -> throw new IllegalArgumentException("no such order: " + order);
    }
  }

  private void appendAll() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        threads.execute(() -> {
          for (int i = 0; i < EACH; i++) {
            dispatch();
          }
        });
      }
    }
    System.out.println("disturbed " + trail.disturbedRequests());
    System.out.println("appended");
  }

  private void dispatch() {
    AuditRecord outcome;
    synchronized (samples) {
      outcome = samples.record(SCOPE);
    }
    AuditRecord intent = AuditSamples.intentOf(outcome);
    Answer<Receipt, Refusal> first = trail.store().intent(intent, patient());
    say(intent, first);
    if (first instanceof Answer.Applied<Receipt, Refusal>(Receipt receipt)) {
      say(outcome, trail.store().outcome(outcome, Optional.of(receipt), patient()));
    }
  }

  private static Deadline patient() {
    return Deadline.in(PATIENCE, TimeSource.system());
  }

  private static void say(AuditRecord record, Answer<Receipt, Refusal> answer) {
    long number =
        answer instanceof Answer.Applied<Receipt, Refusal>(Receipt receipt)
            ? receipt.position().map(ChainPosition::sequenceNumber).orElse(-1L)
            : -1;
    System.out.println(
        number >= 0 ? "applied " + record.id() + " " + number : "unapplied " + record.id());
  }
}
