package io.acteon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.audit.AuditRecord;
import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Json;
import io.acteon.model.Outcome;
import io.acteon.rules.RuleSet;
import io.acteon.rules.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewayTest {

  @Test
  void anActionThatNoRuleMatchesIsExecutedWithoutAnyStateRequest() {
    try (Stage stage = Stage.with()) {
      assertThat(stage.dispatch(Stage.action("a-1"))).isInstanceOf(Outcome.Executed.class);
      assertThat(stage.email.got).hasSize(1);
      assertThat(stage.state.calls).isEmpty();
      assertThat(stage.heard.all).containsExactly("dispatched", "attempt ok", "executed");
    }
  }

  @Test
  void denyAndSuppressAnswerTheRuleAndSendNothing() {
    try (Stage stage = Stage.with(Stage.rule("no", new Verdict.Deny("no")))) {
      assertThat(stage.dispatch(Stage.action("a-1"))).isEqualTo(new Outcome.Suppressed("no"));
      assertThat(stage.email.got).isEmpty();
    }
    try (Stage stage = Stage.with(Stage.rule("hush", new Verdict.Suppress("hush")))) {
      assertThat(stage.dispatch(Stage.action("a-1"))).isEqualTo(new Outcome.Suppressed("hush"));
      assertThat(stage.email.got).isEmpty();
      assertThat(stage.state.calls).isEmpty();
    }
  }

  @Test
  void aReroutedActionGoesToTheOtherProviderUnderItsName() {
    try (Stage stage = Stage.with(Stage.rule("over", new Verdict.Reroute("over", "sms")))) {
      assertThat(stage.dispatch(Stage.action("a-1")))
          .isInstanceOfSatisfying(
              Outcome.Rerouted.class,
              rerouted -> {
                assertThat(rerouted.originalProvider()).isEqualTo("email");
                assertThat(rerouted.newProvider()).isEqualTo("sms");
              });
      assertThat(stage.email.got).isEmpty();
      assertThat(stage.sms.got).extracting(Action::provider).containsExactly("sms");
      assertThat(stage.trail.taken).extracting(AuditRecord::provider).containsExactly("email");

      stage.sms.fails(FailureCode.EXECUTION_FAILED);
      assertThat(stage.dispatch(Stage.action("a-2"))).isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  void aModifiedPayloadIsSentAndTheOriginalOneIsAudited() {
    Json patch = Json.object(Json.field("to", Json.NULL), Json.field("cc", "b"));
    try (Stage stage = Stage.with(Stage.rule("edit", new Verdict.Modify("edit", patch)))) {
      stage.dispatch(Stage.action("a-1"));
      assertThat(stage.email.got.getFirst().payload())
          .isEqualTo(Json.object(Json.field("cc", "b")));
      assertThat(stage.trail.taken.getFirst().payload())
          .contains(Json.object(Json.field("to", "a@example.com")));
    }
  }

  @Test
  void anUnknownProviderIsAFailureWithoutAttemptsAndTouchesNoState() {
    try (Stage stage = Stage.with(Stage.dedup())) {
      assertThat(stage.dispatch(Stage.action("a-1").provider("fax")))
          .isEqualTo(
              new Outcome.Failed(
                  FailureCode.PROVIDER_NOT_FOUND, "provider not found: fax", false, 0));
      assertThat(stage.state.calls).isEmpty();
    }
    try (Stage stage = Stage.with(Stage.rule("over", new Verdict.Reroute("over", "fax")))) {
      assertThat(stage.dispatch(Stage.action("a-1")))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.code()).isEqualTo(FailureCode.PROVIDER_NOT_FOUND));
    }
  }

  @Test
  void dryRunsTellTheVerdictAndLeaveNoTrace() {
    try (Stage stage = Stage.with(Stage.rule("over", new Verdict.Reroute("over", "sms")))) {
      assertThat(dryRun(stage))
          .isEqualTo(new Outcome.DryRun("reroute", Optional.of("over"), "sms"));
      stage.gateway.rules().replace(RuleSet.of(List.of(Stage.dedup()), ZoneOffset.UTC));
      assertThat(dryRun(stage))
          .isEqualTo(new Outcome.DryRun("deduplicate", Optional.empty(), "email"));
      stage.gateway.rules().replace(RuleSet.empty());
      assertThat(dryRun(stage)).isEqualTo(new Outcome.DryRun("allow", Optional.empty(), "email"));
      assertThat(stage.state.calls).isEmpty();
      assertThat(stage.trail.taken).isEmpty();
      assertThat(stage.email.got).isEmpty();
    }
  }

  private static Outcome dryRun(Stage stage) {
    return stage.gateway.dryRun(
        Stage.action("a-1").build(), Caller.ANONYMOUS, stage.in(Duration.ofSeconds(5)));
  }

  @Test
  void theTrailHoldsWhatWasDecidedAndDone() {
    var time = new StepTime();
    try (Stage stage = Stage.on(time, Stage.dedup())) {
      stage.email.does((_, _) -> {
        time.advance(Duration.ofMillis(42));
        return ScriptedProvider.DELIVERED;
      });
      Action action =
          Stage.action("a-1")
              .dedupKey("k")
              .fingerprint("f")
              .status("open")
              .startsAt(Instant.EPOCH)
              .metadata(Map.of("team", "ops"))
              .signed("c2ln", "me", "k1")
              .build();
      stage.gateway.dispatch(action, new Caller("alice", "jwt"), stage.in(Duration.ofSeconds(5)));

      AuditRecord record = stage.trail.taken.getFirst();
      assertThat(record.actionId()).isEqualTo("a-1");
      assertThat(record.scope()).isEqualTo(Stage.SCOPE);
      assertThat(record.verdict()).isEqualTo("deduplicate");
      assertThat(record.matchedRule()).isEmpty();
      assertThat(record.outcome()).isEqualTo("executed");
      assertThat(record.outcomeDetails()).isEqualTo(Json.object(Json.field("status", "Success")));
      assertThat(record.verdictDetails())
          .isEqualTo(
              Json.object(
                  Json.field("verdict", "deduplicate"),
                  Json.field("rule", "once"),
                  Json.field("rule_set", stage.gateway.rules().current().hash())));
      assertThat(record.metadata())
          .isEqualTo(
              Map.of(
                  "team", "ops",
                  "__dedup_key", "k",
                  "__fingerprint", "f",
                  "__status", "open",
                  "__starts_at", "1970-01-01T00:00:00Z"));
      assertThat(record.durationMs()).isEqualTo(42);
      assertThat(record.callerId()).isEqualTo("alice");
      assertThat(record.authMethod()).isEqualTo("jwt");
      assertThat(record.signature().orElseThrow().canonicalHash().orElseThrow())
          .matches("[0-9a-f]{64}");
      assertThat(stage.trail.latest("a-1", _ -> true, stage.in(Duration.ofSeconds(1)))).isPresent();
    }
  }

  @Test
  void aBatchKeepsItsOrderItsWidthAndItsRuleSet() {
    try (Stage stage = Stage.with()) {
      var inside = new AtomicInteger();
      var most = new AtomicInteger();
      var full = new CountDownLatch(Batch.WIDTH);
      stage.email.does((action, _) -> {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        full.countDown();
        full.await();
        stage.gateway.rules().replace(refuseAll());
        inside.decrementAndGet();
        return ScriptedProvider.DELIVERED;
      });
      var actions = new ArrayList<Action>();
      for (int i = 0; i < 100; i++) {
        actions.add(Stage.action("a-" + i).provider(i % 3 == 0 ? "fax" : "email").build());
      }
      List<BatchSlot> slots =
          stage.gateway.dispatchBatch(
              actions, false, Caller.ANONYMOUS, stage.in(Duration.ofSeconds(30)));

      assertThat(slots).hasSize(100);
      for (int i = 0; i < 100; i++) {
        Outcome outcome = ((BatchSlot.Done) slots.get(i)).outcome();
        assertThat(outcome.tag()).isEqualTo(i % 3 == 0 ? "failed" : "executed");
      }
      assertThat(most).hasValue(Batch.WIDTH);
    }
  }

  private static RuleSet refuseAll() {
    return RuleSet.of(List.of(Stage.rule("no", new Verdict.Deny("no"))), ZoneOffset.UTC);
  }

  @Test
  void aFaultInABatchStaysInItsSlot() {
    try (Stage stage = Stage.with(Stage.dedup())) {
      List<BatchSlot> slots =
          stage.gateway.dispatchBatch(
              List.of(Stage.action("a-1").dedupKey("").build(), Stage.action("a-2").build()),
              false,
              Caller.ANONYMOUS,
              stage.in(Duration.ofSeconds(5)));
      assertThat(slots.get(0))
          .isInstanceOfSatisfying(
              BatchSlot.Failed.class,
              failed ->
                  assertThat(failed.fault().code())
                      .isEqualTo(DispatchException.Code.INVALID_ACTION));
      assertThat(slots.get(1)).isInstanceOf(BatchSlot.Done.class);
    }
  }

  @Test
  void aDispatchThatComesTooLateDoesNothing() {
    try (Stage stage = Stage.with()) {
      assertThatThrownBy(() -> stage.dispatch(Stage.action("a-1"), Duration.ZERO))
          .isInstanceOfSatisfying(
              DispatchException.class,
              e -> assertThat(e.code()).isEqualTo(DispatchException.Code.DEADLINE_EXCEEDED));
      assertThat(stage.email.got).isEmpty();
      assertThat(stage.trail.taken).isEmpty();
    }
  }

  @Test
  void aClosedGatewayTakesNothingIn() {
    Stage stage = Stage.with();
    stage.close();
    assertThatThrownBy(() -> stage.dispatch(Stage.action("a-1")))
        .isInstanceOfSatisfying(DispatchException.class, e -> assertThat(e.retryable()).isTrue());
    assertThat(stage.email.got).isEmpty();
  }

  @Test
  void anInterruptedSendStillReleasesItsClaimAndIsAudited() throws Exception {
    try (Stage stage = Stage.with(Stage.dedup())) {
      var sending = new CountDownLatch(1);
      stage.email.does((_, _) -> {
        sending.countDown();
        new CountDownLatch(1).await();
        return ScriptedProvider.DELIVERED;
      });
      var answer = new CompletableFuture<Outcome>();
      Thread thread =
          Thread.ofVirtual().start(() -> answer.complete(stage.dispatch(Stage.action("a-1"))));
      sending.await();
      thread.interrupt();
      assertThat(answer.get()).isInstanceOf(Outcome.Failed.class);
      assertThat(stage.state.calls).containsExactly("claim", "release");
      assertThat(stage.trail.taken).extracting(AuditRecord::outcome).containsExactly("failed");
    }
  }

  @Test
  void switchesSurviveReloadsAsLongAsTheirRuleDoes() {
    var book = new RuleBook(refuseAll());
    assertThat(book.setEnabled("nobody", false)).isFalse();
    assertThat(book.setEnabled("no", false)).isTrue();
    assertThat(book.current().rule("no").orElseThrow().enabled()).isFalse();
    String off = book.current().hash();
    assertThat(book.replace(refuseAll())).containsExactly(Map.entry("no", false));
    assertThat(book.current().hash()).isEqualTo(off);
    assertThat(book.replace(RuleSet.empty())).isEmpty();
    assertThat(book.replace(refuseAll())).isEmpty();
    assertThat(book.current().rule("no").orElseThrow().enabled()).isTrue();
    book.setEnabled("no", false);
    book.setEnabled("no", true);
    assertThat(book.switches()).isEmpty();
  }
}
