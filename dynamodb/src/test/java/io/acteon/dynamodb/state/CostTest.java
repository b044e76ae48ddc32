package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Scope;
import io.acteon.state.Claims;
import io.acteon.state.Claims.Claim;
import io.acteon.state.Claims.Standing;
import io.acteon.state.Entries;
import io.acteon.state.FencingToken;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.store.StoreCall;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.Fault;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.testkit.time.FakeTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each operation costs: requests at the wire, and units as DynamoDB reports them. */
final class CostTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final Claims.Terms TERMS =
      new Claims.Terms(Duration.ofSeconds(65), Duration.ofHours(1), "hash");

  private final FakeTime time = FakeTime.startingNow();
  private final RequestLog wire = new RequestLog();
  private final Calls calls = new Calls();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final FaultPlan script = _ -> faults.isEmpty() ? Fault.NONE : faults.remove();
  private final DynamoStateStore store =
      TABLE.open(time, calls, http -> new DisturbedHttpClient(http, script, wire, 1));
  private final Entries entries = store.entries();
  private StateKey key = new StateKey(new Scope("cost", "t"), Kind.DEDUP, "unset");

  @BeforeEach
  void takeAKeyOfItsOwn() {
    key = new StateKey(key.scope(), Kind.DEDUP, "id-" + UUID.randomUUID());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aReadIsOneStrongRead() {
    set("v", Ttl.NEVER);
    forget();

    var _ = entries.get(key, LocalTable.soon());

    assertCost("GetItem", 1, StoreCall.Result.READ, 1.0, 0.0);
  }

  @Test
  void checkAndSetIsOneWriteWonOrLost() {
    var _ = entries.checkAndSet(key, "v", Ttl.NEVER, LocalTable.soon());
    assertCost("UpdateItem", 1, StoreCall.Result.APPLIED, 0.0, 1.0);
    forget();

    var _ = entries.checkAndSet(key, "v", Ttl.NEVER, LocalTable.soon());
    assertCost("UpdateItem", 1, StoreCall.Result.REFUSED, 0.0, 1.0);
  }

  @Test
  void checkAndSetOverAnExpiredItemIsOneWrite() {
    set("v", Ttl.of(Duration.ofSeconds(1)));
    time.advance(Duration.ofSeconds(1));
    forget();

    var _ = entries.checkAndSet(key, "v", Ttl.NEVER, LocalTable.soon());

    assertCost("UpdateItem", 1, StoreCall.Result.APPLIED, 0.0, 1.0);
  }

  @Test
  void setDeleteAndFencedSetAreOneWriteEach() {
    set("v", Ttl.NEVER);
    assertCost("UpdateItem", 1, StoreCall.Result.APPLIED, 0.0, 1.0);
    forget();

    var _ = entries.fencedSet(key, "v", Ttl.NEVER, new FencingToken(3), LocalTable.soon());
    assertCost("UpdateItem", 1, StoreCall.Result.APPLIED, 0.0, 1.0);
    forget();

    var _ = entries.delete(key, LocalTable.soon());
    assertCost("UpdateItem", 1, StoreCall.Result.APPLIED, 0.0, 1.0);
  }

  @Test
  void theFirstItemOfAListableKindInAScopeCostsOneWriteMore() {
    Scope scope = new Scope("cost", UUID.randomUUID().toString());
    Kind kind = new Kind("order", Kind.Shape.LISTABLE);

    var _ = entries.set(new StateKey(scope, kind, "one"), "v", Ttl.NEVER, LocalTable.soon());
    assertThat(wire.counts()).isEqualTo(Map.of("UpdateItem", 2L));
    assertThat(calls.all())
        .extracting(StoreCall::operation)
        .containsExactly("directory_enter", "set");
    assertThat(calls.all()).extracting(StoreCall::writeUnits).containsExactly(1.0, 1.0);
    forget();

    var _ = entries.set(new StateKey(scope, kind, "two"), "v", Ttl.NEVER, LocalTable.soon());
    assertCost("UpdateItem", 1, StoreCall.Result.APPLIED, 0.0, 1.0);
  }

  @Test
  void compareAndSwapIsOneWriteWonOrLost() {
    Version version = set("v", Ttl.NEVER);
    forget();

    var _ = entries.compareAndSwap(key, version, "w", Ttl.KEEP, LocalTable.soon());
    assertCost("UpdateItem", 1, StoreCall.Result.APPLIED, 0.0, 1.0);
    forget();

    var _ = entries.compareAndSwap(key, version, "w", Ttl.KEEP, LocalTable.soon());
    assertCost("UpdateItem", 1, StoreCall.Result.REFUSED, 0.0, 1.0);
  }

  @Test
  void aClaimAndItsCompletionAreTwoWrites() {
    Claim claim = applied(store.claims().claim(key, TERMS, LocalTable.soon()));
    Standing.Completed _ = applied(store.claims().complete(claim, "r", LocalTable.soon()));

    assertThat(wire.counts()).isEqualTo(Map.of("UpdateItem", 2L));
    assertThat(calls.all()).extracting(StoreCall::writeUnits).containsExactly(1.0, 1.0);
  }

  @Test
  void aDuplicateOfACompletedClaimIsOneWrite() {
    Claim claim = applied(store.claims().claim(key, TERMS, LocalTable.soon()));
    Standing.Completed _ = applied(store.claims().complete(claim, "r", LocalTable.soon()));
    forget();

    var _ = store.claims().claim(key, TERMS, LocalTable.soon());

    assertCost("UpdateItem", 1, StoreCall.Result.REFUSED, 0.0, 1.0);
  }

  @Test
  void aSetOvertakenByANewerWriteCostsOneMore() {
    try (DynamoStateStore ahead = TABLE.open(time.skewed(Duration.ofSeconds(3)))) {
      var _ = ahead.entries().set(key, "v", Ttl.NEVER, LocalTable.soon());
    }

    set("w", Ttl.NEVER);

    assertThat(wire.of("UpdateItem")).isEqualTo(2);
    assertThat(calls.last().conditionFailures()).isEqualTo(1);
    assertThat(calls.last().writeUnits()).isEqualTo(2.0);
    assertThat(calls.last().retries()).isZero();
  }

  @Test
  void aNegativeAnswerAfterALostAttemptCostsASealMore() {
    set("v", Ttl.NEVER);
    time.advance(Duration.ofSeconds(1));
    forget();
    faults.addAll(List.of(Fault.CUT_BEFORE));

    var _ = entries.checkAndSet(key, "w", Ttl.NEVER, LocalTable.soon());

    assertThat(wire.of("UpdateItem")).isEqualTo(3);
    StoreCall call = calls.last();
    assertThat(call.result()).isEqualTo(StoreCall.Result.REFUSED);
    assertThat(call.requests()).isEqualTo(3);
    assertThat(call.retries()).isEqualTo(1);
    assertThat(call.seals()).isEqualTo(1);
    assertThat(call.resolved()).isEqualTo(1);
  }

  @Test
  void aPositiveAnswerAfterALostOneCostsNoMoreThanTheRetry() {
    faults.addAll(List.of(Fault.LOST_ANSWER));

    var _ = entries.checkAndSet(key, "w", Ttl.NEVER, LocalTable.soon());

    assertThat(wire.of("UpdateItem")).isEqualTo(2);
    assertThat(calls.last().result()).isEqualTo(StoreCall.Result.APPLIED);
    assertThat(calls.last().seals()).isZero();
    assertThat(calls.last().resolved()).isEqualTo(1);
  }

  private Version set(String value, Ttl ttl) {
    return applied(entries.set(key, value, ttl, LocalTable.soon()));
  }

  private static <A> A applied(Answer<A, ?> answer) {
    if (answer instanceof Answer.Applied<A, ?>(A value)) {
      return value;
    }
    throw new AssertionError("not applied: " + answer);
  }

  private void forget() {
    wire.reset();
    calls.forget();
  }

  private void assertCost(
      String operation, long requests, StoreCall.Result result, double reads, double writes) {
    assertThat(wire.counts()).isEqualTo(Map.of(operation, requests));
    assertThat(calls.all())
        .singleElement()
        .satisfies(call -> {
          assertThat(call.result()).isEqualTo(result);
          assertThat(call.requests()).isEqualTo((int) requests);
          assertThat(call.readUnits()).isEqualTo(reads);
          assertThat(call.writeUnits()).isEqualTo(writes);
        });
  }
}
