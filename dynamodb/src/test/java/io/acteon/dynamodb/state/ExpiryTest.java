package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Keys;
import io.acteon.dynamodb.local.SharedSimulator;
import io.acteon.model.Scope;
import io.acteon.state.Claims.Claim;
import io.acteon.state.Claims.Terms;
import io.acteon.state.Entries;
import io.acteon.state.FencingToken;
import io.acteon.state.Kind;
import io.acteon.state.Lease;
import io.acteon.state.Locks.LockKey;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.Fault;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.testkit.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;

/** What DynamoDB may collect, and what follows once it has: looked up in the raw item. */
final class ExpiryTest {
  private static final LocalTable TABLE = LocalTable.createAt(SharedSimulator.stale());
  private static final Duration DAY = Duration.ofDays(1);

  private final FakeTime time = FakeTime.startingNow();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final StateKey key =
      new StateKey(new Scope("expiry", "t"), Kind.DEDUP, UUID.randomUUID().toString());
  private final Keys keys = new Keys(TABLE.settings().prefix());
  private final Connection raw =
      Connection.open(TABLE.settings().connection(), Environment.system());
  private final DynamoStateStore store =
      TABLE.open(
          time,
          new Calls(),
          http ->
              new DisturbedHttpClient(
                  http, _ -> faults.isEmpty() ? Fault.NONE : faults.remove(), new RequestLog(), 1));
  private final Entries entries = store.entries();

  @AfterEach
  void close() {
    store.close();
    raw.close();
  }

  @Test
  void whatLivesIsNeverCollectableAndWhatIsDeadAlwaysIs() {
    long seed = DisturbedStores.seed();
    Random random = new Random(seed);
    Version seen = Version.ABSENT;
    for (int step = 0; step < 200; step++) {
      time.advance(Duration.ofMillis(random.nextInt(40_000)));
      Ttl ttl =
          random.nextBoolean() ? Ttl.NEVER : Ttl.of(Duration.ofSeconds(1 + random.nextInt(60)));
      if (random.nextInt(4) == 0) {
        faults.add(Fault.CUT_BEFORE); // So that seals are among the writes.
      }
      seen = write(random.nextInt(6), seen, ttl);
      assertCollectableOnlyWhenDead(keys.point(key), "-Dacteon.seed=" + seed + ", step " + step);
    }
  }

  private Version write(int choice, Version seen, Ttl ttl) {
    Answer<Version, ?> answer =
        switch (choice) {
          case 0 -> entries.set(key, "v", ttl, LocalTable.soon());
          case 1 -> entries.checkAndSet(key, "v", ttl, LocalTable.soon());
          case 2 -> entries.delete(key, LocalTable.soon());
          case 3 -> entries.fencedSet(key, "v", ttl, new FencingToken(1), LocalTable.soon());
          case 4 -> entries.compareAndSwap(key, seen, "v", ttl, LocalTable.soon());
          default ->
              seen.equals(Version.ABSENT)
                  ? entries.set(key, "v", ttl, LocalTable.soon())
                  : entries.compareAndSwap(key, seen, "v", Ttl.KEEP, LocalTable.soon());
        };
    return answer instanceof Answer.Applied<Version, ?>(Version version) ? version : seen;
  }

  @Test
  void claimsAreCollectableOnlyAfterTheyAreForgotten() {
    ItemKey item = keys.point(key, "claim");
    Terms terms = new Terms(Duration.ofSeconds(60), DAY, "");
    Claim first = applied(store.claims().claim(key, terms, LocalTable.soon()));
    assertCollectableOnlyWhenDead(item, "claimed");
    var _ = applied(store.claims().release(first, LocalTable.soon()));
    assertCollectableOnlyWhenDead(item, "released");
    Claim second = applied(store.claims().claim(key, terms, LocalTable.soon()));
    var _ = applied(store.claims().complete(second, "r", LocalTable.soon()));
    assertCollectableOnlyWhenDead(item, "completed");
    assertThat(item(item).number("x").orElseThrow()).isEqualTo(time.now().plus(DAY).toEpochMilli());
  }

  /** A lock is never dead, but has a time to live: an hour behind its lease or its last write. */
  @Test
  void locksAreCollectableOnlyAnHourAfterTheirLeaseOrTheirLastWrite() {
    LockKey lock = new LockKey(key.scope(), key.id());
    ItemKey item = keys.named(lock.scope(), "!lock", lock.name(), "lock");
    Lease lease = applied(store.locks().tryAcquire(lock, DAY, LocalTable.soon()));
    assertKeptAnHourBeyond(item, time.now().plus(DAY), "acquired");
    time.advance(Duration.ofMinutes(5));
    assertThat(lease.extend(LocalTable.soon())).isTrue();
    assertKeptAnHourBeyond(item, time.now().plus(DAY), "extended");
    faults.add(Fault.CUT_BEFORE);
    assertThat(store.locks().tryAcquire(lock, DAY, LocalTable.soon()))
        .isInstanceOf(Answer.Refused.class);
    assertKeptAnHourBeyond(item, time.now().plus(DAY), "sealed");
    lease.close();
    assertKeptAnHourBeyond(item, time.now(), "released");
    Lease next = applied(store.locks().tryAcquire(lock, DAY, LocalTable.soon()));
    assertKeptAnHourBeyond(item, time.now().plus(DAY), "acquired again");
    time.advance(Duration.ofMinutes(5));
    var _ = applied(store.locks().forceUnlock(lock, next.token(), LocalTable.soon()));
    assertKeptAnHourBeyond(item, time.now(), "broken");
  }

  @Test
  void countersAreCollectableOnlyWhenTheirWindowIsOver() {
    StateKey counter = new StateKey(key.scope(), Kind.THROTTLE, key.id());
    ItemKey item = keys.point(counter);
    Duration window = Duration.ofMinutes(1);
    count(counter, Ttl.of(window));
    assertCollectableOnlyWhenDead(item, "begun");
    time.advance(window.dividedBy(2));
    count(counter, Ttl.NEVER);
    assertCollectableOnlyWhenDead(item, "counted");
    time.advance(window);
    count(counter, Ttl.of(DAY));
    assertCollectableOnlyWhenDead(item, "begun anew");
    var _ = applied(store.counters().delete(counter, LocalTable.soon()));
    assertCollectableOnlyWhenDead(item, "deleted");
    count(counter, Ttl.NEVER);
    assertCollectableOnlyWhenDead(item, "without end");
  }

  /** Or else what it keeps from landing could land once it was collected. */
  @Test
  void theSealOfACounterThatWasDeletedLongAgoIsKeptForAnHour() {
    StateKey counter = new StateKey(key.scope(), Kind.THROTTLE, key.id());
    count(counter, Ttl.NEVER);
    var _ = applied(store.counters().delete(counter, LocalTable.soon()));
    time.advance(Duration.ofMinutes(59));
    faults.add(Fault.CUT_BEFORE);

    assertThat(store.counters().delete(counter, LocalTable.soon()))
        .isInstanceOf(Answer.Refused.class);

    assertKeptAnHourBeyond(keys.point(counter), time.now(), "sealed");
    count(counter, Ttl.NEVER);
    assertCollectableOnlyWhenDead(keys.point(counter), "begun anew");
  }

  private void count(StateKey counter, Ttl ttl) {
    var _ = applied(store.counters().increment(counter, 1, ttl, LocalTable.soon()));
  }

  private void assertKeptAnHourBeyond(ItemKey at, Instant end, String when) {
    Instant ttl = Instant.ofEpochSecond(item(at).number("ttl", 0));
    assertThat(ttl).as(when).isBetween(end.plusSeconds(3_600), end.plusSeconds(3_602));
  }

  @Test
  void versionsGrowOnAfterTheItemWasCollected() {
    Version before =
        applied(entries.set(key, "v", Ttl.of(Duration.ofSeconds(1)), LocalTable.soon()));
    time.advance(Duration.ofHours(2));
    collect(keys.point(key));

    assertThat(entries.compareAndSwap(key, before, "stale", Ttl.NEVER, LocalTable.soon()))
        .isInstanceOf(Answer.Refused.class);
    Version after = applied(entries.checkAndSet(key, "v", Ttl.NEVER, LocalTable.soon()));

    assertThat(after).isGreaterThan(before);
    assertThat(entries.compareAndSwap(key, before, "stale", Ttl.NEVER, LocalTable.soon()))
        .isInstanceOf(Answer.Refused.class);
  }

  /** {@code ttl} stands exactly where the item can die, an hour behind that. */
  private void assertCollectableOnlyWhenDead(ItemKey at, String when) {
    Item item = item(at);
    long now = time.millis();
    boolean mortal = item.has("x") || item.has("d");
    assertThat(item.has("ttl")).as(when + ": " + item).isEqualTo(item.exists() && mortal);
    if (mortal) {
      long dies = item.has("d") ? now : item.number("x", 0);
      long ttl = item.number("ttl", 0) * 1_000;
      assertThat(ttl).as(when).isLessThan(Math.max(now, dies) + 3_601_001);
      if (!item.has("d")) {
        assertThat(ttl).as(when).isGreaterThanOrEqualTo(dies + 3_600_000);
      }
    }
  }

  private Item item(ItemKey at) {
    return Reads.item(raw, "raw", at, LocalTable.soon());
  }

  /** As DynamoDB does in the end. */
  private void collect(ItemKey at) {
    var _ =
        raw.client()
            .deleteItem(
                DeleteItemRequest.builder().tableName(raw.table()).key(at.attributes()).build());
  }

  private static <A> A applied(Answer<A, ?> answer) {
    if (answer instanceof Answer.Applied<A, ?>(A value)) {
      return value;
    }
    throw new AssertionError("not applied: " + answer);
  }
}
