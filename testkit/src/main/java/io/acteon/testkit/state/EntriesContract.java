package io.acteon.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.state.Entries;
import io.acteon.state.Entry;
import io.acteon.state.FencingToken;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.testkit.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Entries} promises for a single key, held against a backend. */
public abstract class EntriesContract extends StateContract {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MILLI = Duration.ofMillis(1);

  @Test
  void aTimeToLiveIsAtMostAHundredYears() {
    assertThatThrownBy(() -> Ttl.of(Duration.ofDays(400 * 365)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hundred years");
    applied(store().entries().set(point("long"), "v", Ttl.of(Duration.ofDays(100 * 365)), soon()));
  }

  @Test
  void anEntryIsReadAsItWasWritten() {
    Entries entries = store().entries();
    assertThat(entries.get(point("a"), soon())).isEmpty();

    Version version = applied(entries.set(point("a"), "one", Ttl.NEVER, soon()));

    assertThat(entries.get(point("a"), soon()))
        .contains(new Entry("one", version, Optional.empty()));
    assertThat(entries.get(listable("a"), soon())).isEmpty();
  }

  @Test
  void anotherProcessSeesAWriteAtOnce() {
    Entries here = store().entries();
    Entries there = store().entries();

    Version version = applied(here.set(point("a"), "one", Ttl.NEVER, soon()));

    assertThat(there.get(point("a"), soon())).contains(new Entry("one", version, Optional.empty()));
  }

  @Test
  void checkAndSetWritesOnlyWhereNothingIs() {
    Entries entries = store().entries();
    Version first = applied(entries.checkAndSet(point("a"), "one", Ttl.NEVER, soon()));

    assertThat(refused(entries.checkAndSet(point("a"), "two", Ttl.NEVER, soon())))
        .isEqualTo(new Entry("one", first, Optional.empty()));
    assertThat(entries.get(point("a"), soon()).orElseThrow().value()).isEqualTo("one");
  }

  @Test
  void ofManyWhoCheckAndSetOneWinsAndTheOthersSeeIt() {
    List<Entries> replicas = List.of(store().entries(), store().entries());

    List<Answer<Version, Entry>> answers =
        Together.run(
            32, i -> replicas.get(i % 2).checkAndSet(point("a"), "by " + i, Ttl.NEVER, soon()));

    Entry winner = replicas.getFirst().get(point("a"), soon()).orElseThrow();
    assertThat(answers).filteredOn(Answer.Applied.class::isInstance).hasSize(1);
    assertThat(answers)
        .allSatisfy(answer -> {
          switch (answer) {
            case Answer.Applied<Version, Entry>(Version version) ->
                assertThat(version).isEqualTo(winner.version());
            case Answer.Refused<Version, Entry>(Entry met) -> assertThat(met).isEqualTo(winner);
            case Answer.Unknown<Version, Entry>(String reason) -> throw new AssertionError(reason);
          }
        });
  }

  @Test
  void anEntryExpiresToTheMillisecond() {
    Entries entries = store().entries();
    Instant end = time.now().plus(SECOND);
    applied(entries.set(point("a"), "one", Ttl.of(SECOND), soon()));

    time.advance(SECOND.minus(MILLI));
    assertThat(entries.get(point("a"), soon()).orElseThrow().expiresAt()).contains(end);

    time.advance(MILLI);
    assertThat(entries.get(point("a"), soon())).isEmpty();
  }

  @Test
  void anExpiredEntryIsAbsentToEveryOperation() {
    Entries entries = store().entries();
    for (String id : List.of("cas", "swap", "absent", "delete", "set")) {
      applied(entries.set(point(id), "old", Ttl.of(SECOND), soon()));
    }
    Version old = entries.get(point("swap"), soon()).orElseThrow().version();
    time.advance(SECOND);

    assertThat(refused(entries.compareAndSwap(point("swap"), old, "new", Ttl.NEVER, soon())))
        .isEmpty();
    assertThat(refused(entries.delete(point("delete"), soon()))).isEqualTo(new Entries.Absent());
    applied(entries.checkAndSet(point("cas"), "new", Ttl.NEVER, soon()));
    applied(entries.compareAndSwap(point("absent"), Version.ABSENT, "new", Ttl.NEVER, soon()));
    applied(entries.set(point("set"), "new", Ttl.NEVER, soon()));
    for (String id : List.of("cas", "absent", "set")) {
      Entry entry = entries.get(point(id), soon()).orElseThrow();
      assertThat(entry.value()).isEqualTo("new");
      assertThat(entry.expiresAt()).isEmpty();
    }
  }

  @Test
  void ofManyWhoTakeOverAnExpiredEntryOneWins() {
    List<Entries> replicas = List.of(store().entries(), store().entries());
    applied(replicas.getFirst().set(point("a"), "old", Ttl.of(SECOND), soon()));
    time.advance(SECOND);

    List<Answer<Version, Entry>> answers =
        Together.run(
            16, i -> replicas.get(i % 2).checkAndSet(point("a"), "new", Ttl.of(SECOND), soon()));

    assertThat(answers).filteredOn(Answer.Applied.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Answer.Refused.class::isInstance).hasSize(15);
  }

  @Test
  void aWriteWithoutTimeToLiveTakesTheExpiryAway() {
    Entries entries = store().entries();
    applied(entries.set(point("a"), "one", Ttl.of(SECOND), soon()));
    applied(entries.set(point("a"), "two", Ttl.NEVER, soon()));
    time.advance(Duration.ofDays(400));

    assertThat(entries.get(point("a"), soon()).orElseThrow().expiresAt()).isEmpty();
  }

  @Test
  void aSwapKeepsTheExpiryOrSetsItAnew() {
    Entries entries = store().entries();
    Instant start = time.now();
    Version one = applied(entries.set(point("a"), "one", Ttl.of(SECOND), soon()));
    time.advance(MILLI);
    Version two = applied(entries.compareAndSwap(point("a"), one, "two", Ttl.KEEP, soon()));
    assertThat(entries.get(point("a"), soon()))
        .contains(new Entry("two", two, Optional.of(start.plus(SECOND))));

    Version three = applied(entries.compareAndSwap(point("a"), two, "3", Ttl.of(SECOND), soon()));
    assertThat(entries.get(point("a"), soon()))
        .contains(new Entry("3", three, Optional.of(start.plus(SECOND).plus(MILLI))));

    Version four = applied(entries.compareAndSwap(point("a"), three, "4", Ttl.NEVER, soon()));
    assertThat(entries.get(point("a"), soon())).contains(new Entry("4", four, Optional.empty()));
    Version five = applied(entries.compareAndSwap(point("a"), four, "5", Ttl.KEEP, soon()));
    assertThat(entries.get(point("a"), soon())).contains(new Entry("5", five, Optional.empty()));
  }

  @Test
  void nothingIsKeptWhereAnEntryMayBeMade() {
    Entries entries = store().entries();

    assertThatThrownBy(() -> entries.set(point("a"), "one", Ttl.KEEP, soon()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> entries.checkAndSet(point("a"), "one", Ttl.KEEP, soon()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> entries.compareAndSwap(point("a"), Version.ABSENT, "one", Ttl.KEEP, soon()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSwapNeedsTheVersionThatIsThere() {
    Entries entries = store().entries();
    Version one = applied(entries.set(point("a"), "one", Ttl.NEVER, soon()));
    Version two = applied(entries.compareAndSwap(point("a"), one, "two", Ttl.NEVER, soon()));
    Entry there = new Entry("two", two, Optional.empty());

    assertThat(refused(entries.compareAndSwap(point("a"), one, "three", Ttl.NEVER, soon())))
        .contains(there);
    assertThat(
            refused(entries.compareAndSwap(point("a"), Version.ABSENT, "three", Ttl.NEVER, soon())))
        .contains(there);
    assertThat(entries.get(point("a"), soon())).contains(there);
    assertThat(refused(entries.compareAndSwap(point("b"), one, "three", Ttl.NEVER, soon())))
        .isEmpty();
  }

  @Test
  void expectedAbsentWritesWhereNothingIs() {
    Entries entries = store().entries();
    Version one =
        applied(entries.compareAndSwap(point("a"), Version.ABSENT, "one", Ttl.NEVER, soon()));
    applied(entries.delete(point("a"), soon()));

    Version two =
        applied(entries.compareAndSwap(point("a"), Version.ABSENT, "two", Ttl.NEVER, soon()));

    assertThat(two).isGreaterThan(one);
    assertThat(entries.get(point("a"), soon())).contains(new Entry("two", two, Optional.empty()));
  }

  @Test
  void noSwapIsLostAmongMany() {
    List<Entries> replicas = List.of(store().entries(), store().entries());
    applied(replicas.getFirst().set(point("sum"), "0", Ttl.NEVER, soon()));

    Together.run(
        8,
        i -> {
          for (int done = 0; done < 5; ) {
            Entries entries = replicas.get(i % 2);
            Entry seen = entries.get(point("sum"), soon()).orElseThrow();
            String next = Integer.toString(Integer.parseInt(seen.value()) + 1);
            var answer =
                entries.compareAndSwap(point("sum"), seen.version(), next, Ttl.NEVER, soon());
            done += answer instanceof Answer.Applied ? 1 : 0;
          }
          return i;
        });

    assertThat(replicas.getLast().get(point("sum"), soon()).orElseThrow().value()).isEqualTo("40");
  }

  @Test
  void versionsGrowForEverAlsoAcrossDeletesExpiriesAndSkewedClocks() {
    FakeTime behind = time.skewed(Duration.ofSeconds(-3));
    List<Entries> replicas = List.of(store().entries(), store(behind).entries());
    List<Version> versions = new ArrayList<>();
    for (int round = 0; round < 12; round++) {
      Entries entries = replicas.get(round % 2);
      versions.add(
          switch (round % 4) {
            case 0 -> applied(entries.set(point("a"), "one", Ttl.of(SECOND), soon()));
            case 1 -> applied(entries.delete(point("a"), soon()));
            case 2 -> applied(entries.checkAndSet(point("a"), "two", Ttl.NEVER, soon()));
            default -> applied(entries.set(point("a"), "three", Ttl.of(SECOND), soon()));
          });
      time.advance(round % 4 == 3 ? SECOND.multipliedBy(5) : Duration.ZERO);
    }

    assertThat(versions).isSorted().doesNotHaveDuplicates();
    assertThat(versions.getFirst()).isGreaterThan(Version.ABSENT);
  }

  @Test
  void aSwapThatSawAnEarlierLifeIsRefused() {
    Entries entries = store().entries();
    Version earlier = applied(entries.set(point("a"), "same", Ttl.NEVER, soon()));
    applied(entries.delete(point("a"), soon()));
    Version later = applied(entries.set(point("a"), "same", Ttl.NEVER, soon()));

    assertThat(refused(entries.compareAndSwap(point("a"), earlier, "x", Ttl.NEVER, soon())))
        .contains(new Entry("same", later, Optional.empty()));
  }

  @Test
  void onlyWhatIsThereCanBeDeletedAndOnlyOnce() {
    List<Entries> replicas = List.of(store().entries(), store().entries());
    assertThat(refused(replicas.getFirst().delete(point("a"), soon())))
        .isEqualTo(new Entries.Absent());
    Version written = applied(replicas.getFirst().set(point("a"), "one", Ttl.NEVER, soon()));

    List<Answer<Version, Entries.Absent>> answers =
        Together.run(16, i -> replicas.get(i % 2).delete(point("a"), soon()));

    assertThat(answers)
        .filteredOn(Answer.Applied.class::isInstance)
        .singleElement()
        .satisfies(answer -> assertThat(applied(answer)).isGreaterThan(written));
    assertThat(answers).filteredOn(Answer.Refused.class::isInstance).hasSize(15);
    assertThat(replicas.getLast().get(point("a"), soon())).isEmpty();
  }

  @Test
  void aWriteWithASmallerTokenIsRefused() {
    Entries entries = store().entries();
    applied(entries.fencedSet(point("a"), "by 7", Ttl.NEVER, new FencingToken(7), soon()));

    assertThat(
            refused(entries.fencedSet(point("a"), "by 6", Ttl.NEVER, new FencingToken(6), soon())))
        .isEqualTo(new FencingToken(7));
    Version again =
        applied(entries.fencedSet(point("a"), "7 anew", Ttl.NEVER, new FencingToken(7), soon()));

    assertThat(entries.get(point("a"), soon()))
        .contains(new Entry("7 anew", again, Optional.empty()));
    applied(entries.fencedSet(point("a"), "by 8", Ttl.NEVER, new FencingToken(8), soon()));
    assertThat(entries.get(point("a"), soon()).orElseThrow().value()).isEqualTo("by 8");
  }

  @Test
  void aTokenOutlivesTheEntryItGuarded() {
    Entries entries = store().entries();
    for (String id : List.of("deleted", "expired", "overwritten")) {
      applied(entries.fencedSet(point(id), "one", Ttl.of(SECOND), new FencingToken(9), soon()));
    }
    applied(entries.delete(point("deleted"), soon()));
    applied(entries.set(point("overwritten"), "two", Ttl.NEVER, soon()));
    time.advance(SECOND);
    for (String id : List.of("deleted", "expired", "overwritten")) {
      assertThat(refused(entries.fencedSet(point(id), "x", Ttl.NEVER, new FencingToken(8), soon())))
          .isEqualTo(new FencingToken(9));
    }
  }

  @Test
  void valuesComeBackToTheLetter() {
    Entries entries = store().entries();
    List<String> values =
        List.of(
            "", " ", "\u0000", "{\"a\":1}", "\ud83d\ude00 \u20ac \u00e9 e\u0301", "line\r\n\ttab");
    for (int i = 0; i < values.size(); i++) {
      applied(entries.set(point("v" + i), values.get(i), Ttl.NEVER, soon()));
    }
    assertThat(IntStream.range(0, values.size()).mapToObj(i -> value(entries, point("v" + i))))
        .containsExactlyElementsOf(values);
  }

  @Test
  void aValueAtTheLimitIsKeptAndOneBeyondIsRefused() {
    Entries entries = store().entries();
    String limit = "\u00e9".repeat(Entries.MAX_VALUE_BYTES / 2);
    applied(entries.set(point("a"), limit, Ttl.NEVER, soon()));

    assertThat(value(entries, point("a"))).isEqualTo(limit);
    assertThatThrownBy(() -> entries.set(point("a"), limit + "x", Ttl.NEVER, soon()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(Entries.MAX_VALUE_BYTES));
  }

  @Test
  void anIdAtTheLimitIsKeptAndOneBeyondIsRefused() {
    Entries entries = store().entries();
    String limit = "\u00e9".repeat(StateKey.MAX_ID_BYTES / 2);
    applied(entries.set(point(limit), "v", Ttl.NEVER, soon()));

    assertThat(value(entries, point(limit))).isEqualTo("v");
    assertThatThrownBy(() -> entries.set(point(limit + "x"), "v", Ttl.NEVER, soon()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(StateKey.MAX_ID_BYTES));
  }

  @Test
  void textThatIsNoUnicodeIsRefused() {
    Entries entries = store().entries();
    for (String bad : AwkwardNames.unpairedSurrogates()) {
      assertThatThrownBy(() -> entries.set(point(bad), "v", Ttl.NEVER, soon()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> entries.get(point(bad), soon()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> entries.set(point("a"), bad, Ttl.NEVER, soon()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void differentNamesAreDifferentEntries() {
    Entries entries = store().entries();
    List<StateKey> keys = new ArrayList<>(AwkwardNames.keys(scope, POINT));
    keys.addAll(AwkwardNames.keys(scope, LISTABLE));

    Together.run(
        keys.size(),
        i -> applied(entries.checkAndSet(keys.get(i), "value " + i, Ttl.NEVER, soon())));

    for (int i = 0; i < keys.size(); i++) {
      assertThat(value(entries, keys.get(i))).as(keys.get(i).toString()).isEqualTo("value " + i);
    }
  }

  private String value(Entries entries, StateKey key) {
    return entries.get(key, soon()).orElseThrow().value();
  }
}
