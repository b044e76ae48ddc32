package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.internal.Connection;
import io.acteon.model.Scope;
import io.acteon.state.Claims;
import io.acteon.state.Claims.Claim;
import io.acteon.state.Counters;
import io.acteon.state.Counters.Count;
import io.acteon.state.Counters.Rate;
import io.acteon.state.Kind;
import io.acteon.state.Lease;
import io.acteon.state.Locks.LockKey;
import io.acteon.state.StateKey;
import io.acteon.state.Timers.Claimed;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two deployments in one table, one of whose prefixes begins with the other. */
final class SharedTableTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final Scope SCOPE = new Scope("shared", "t");
  private static final StateKey POINT = key(Kind.Shape.POINT);
  private static final StateKey LISTED = key(Kind.Shape.LISTABLE);
  private static final StateKey COUNTER = key(Kind.Shape.COUNTER);
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final DynamoStateStore one = open("app");
  private final DynamoStateStore other = open("app|shared"); // What it begins keys with, unescaped.
  private final List<DynamoStateStore> both = List.of(one, other);
  private final Deadline soon = LocalTable.soon();

  @AfterEach
  void close() {
    both.forEach(DynamoStateStore::close);
  }

  @Test
  void entriesAreListedAndScopesKnownToTheirOwnDeploymentOnly() {
    var _ = applied(one.entries().set(LISTED, "one", Ttl.NEVER, soon));

    assertThat(other.entries().get(LISTED, soon)).isEmpty();
    assertThat(other.entries().scopes(LISTED.kind(), soon)).isEmpty();
    assertThat(other.entries().list(SCOPE, LISTED.kind(), "", Optional.empty(), 10, soon).entries())
        .isEmpty();
    Version _ = applied(other.entries().checkAndSet(LISTED, "other", Ttl.NEVER, soon));
    assertThat(one.entries().get(LISTED, soon).orElseThrow().value()).isEqualTo("one");
  }

  @Test
  void claimsCountersAndRatesAreEachDeploymentsOwn() {
    Claims.Terms terms = new Claims.Terms(LEASE, LEASE, "");
    assertThat(both.stream().map(store -> applied(store.claims().claim(POINT, terms, soon))))
        .extracting(Claim::owner)
        .doesNotHaveDuplicates();
    assertThat(
            both.stream()
                .map(store -> applied(store.counters().increment(COUNTER, 1, Ttl.NEVER, soon))))
        .extracting(Count::value)
        .containsExactly(1L, 1L);
    assertThat(
            both.stream()
                .map(store -> store.counters().admit(COUNTER, new Rate(1, LEASE, 1), soon)))
        .allMatch(Answer.Applied.class::isInstance)
        .hasSize(2);
    assertThat(one.counters().admit(COUNTER, new Rate(1, LEASE, 1), soon))
        .isInstanceOf(Answer.Refused.class);
    assertThat(Stream.of(one.counters(), other.counters()).map(this::read)).containsOnly(1L);
  }

  @Test
  void locksAndTimersAreEachDeploymentsOwn() {
    LockKey lock = new LockKey(SCOPE, "lock");
    try (Lease first = applied(one.locks().tryAcquire(lock, LEASE, soon));
        Lease second = applied(other.locks().tryAcquire(lock, LEASE, soon))) {
      assertThat(first.isHeld() && second.isHeld()).isTrue();
    }
    var _ = applied(one.timers().put("due", POINT, TimeSource.system().now(), "one", soon));

    assertThat(other.timers().claimDue("due", 10, LEASE, soon)).isEmpty();
    assertThat(one.timers().claimDue("due", 10, LEASE, soon))
        .extracting(Claimed::payload)
        .containsExactly("one");
  }

  private long read(Counters counters) {
    return counters.read(COUNTER, soon).orElseThrow().value();
  }

  private static StateKey key(Kind.Shape shape) {
    return new StateKey(
        SCOPE, new Kind("shared_" + shape.name().toLowerCase(Locale.ROOT), shape), "a");
  }

  private static DynamoStateStore open(String prefix) {
    StateSettings settings =
        new StateSettings(TABLE.settings().connection(), prefix, Optional.empty());
    Environment environment = Environment.system();
    return DynamoStateStore.assemble(
        Connection.open(settings.connection(), environment), settings, environment);
  }

  private static <A> A applied(Answer<A, ?> answer) {
    if (answer instanceof Answer.Applied<A, ?>(A value)) {
      return value;
    }
    throw new AssertionError("not applied: " + answer);
  }
}
