package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Scope;
import io.acteon.state.Counters;
import io.acteon.state.Counters.Admitted;
import io.acteon.state.Counters.Count;
import io.acteon.state.Counters.Rate;
import io.acteon.state.Counters.Rejected;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * Counters and rates while requests are lost, late and repeated: nothing is counted twice, nothing
 * that was said to be counted is missing, and no permit is given twice.
 */
final class DisturbedCountersTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final long seed = DisturbedStores.seed();
  private final FakeTime time = FakeTime.startingNow();
  private final StateKey key =
      new StateKey(new Scope("disturbed", "t"), new Kind("hits", Kind.Shape.COUNTER), "id-" + seed);

  @RepeatedTest(4)
  void everyIncrementCountsOnceAndHasAValueOfItsOwn() throws Exception {
    try (DisturbedStores stores = new DisturbedStores(TABLE, seed)) {
      List<Counters> replicas = replicas(stores);
      List<Long> values =
          together(
              90, i -> applied(replicas.get(i % 3).increment(key, 1, Ttl.of(MINUTE), patient())));
      stores.deliverAll();

      assertThat(values)
          .as(repeat())
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 90).boxed().toList());
      assertThat(value()).as(repeat()).isEqualTo(90);
      assertThat(stores.wire.disturbed()).isPositive();
    }
  }

  @RepeatedTest(4)
  void incrementsThatMeetTheEndOfAWindowCountOnceEach() throws Exception {
    try (DisturbedStores stores = new DisturbedStores(TABLE, seed)) {
      List<Counters> replicas = replicas(stores);
      for (int window = 0; window < 4; window++) {
        List<Long> values =
            together(
                15, i -> applied(replicas.get(i % 3).increment(key, 1, Ttl.of(MINUTE), patient())));
        assertThat(values)
            .as(repeat())
            .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 15).boxed().toList());
        time.advance(MINUTE);
      }
    }
  }

  @Test
  void whatIsUnknownCountsAtMostOnce() throws Exception {
    try (DisturbedStores stores = new DisturbedStores(TABLE, seed)) {
      List<Counters> replicas = replicas(stores);
      List<Outcome> answers = together(90, i -> hasty(replicas.get(i % 3)));
      stores.deliverAll();

      long applied = answers.stream().filter(Outcome.COUNTED::equals).count();
      long unknown = answers.stream().filter(Outcome.UNKNOWN::equals).count();
      assertThat(value()).as(repeat()).isBetween(applied, applied + unknown);
    }
  }

  @RepeatedTest(4)
  void deletionsAndIncrementsTakeTurns() throws Exception {
    try (DisturbedStores stores = new DisturbedStores(TABLE, seed)) {
      List<Counters> replicas = replicas(stores);
      List<Long> values =
          together(
              60,
              i ->
                  i % 5 == 4
                      ? deleted(replicas.get(i % 3).delete(key, patient()))
                      : applied(replicas.get(i % 3).increment(key, 1, Ttl.NEVER, patient())));
      long before = value();
      stores.deliverAll();

      long deletions = values.stream().filter(value -> value == -1).count();
      long ones = values.stream().filter(value -> value == 1).count();
      long increments = values.stream().filter(value -> value > 0).count();
      assertThat(increments).as(repeat()).isEqualTo(48);
      assertThat(ones).as("lives of the counter; " + repeat()).isBetween(deletions, deletions + 1);
      assertThat(value()).as("nothing late changes it; " + repeat()).isEqualTo(before);
    }
  }

  @RepeatedTest(4)
  void noPermitIsGivenTwice() throws Exception {
    Rate rate = new Rate(1, MINUTE, 20);
    try (DisturbedStores stores = new DisturbedStores(TABLE, seed)) {
      List<Counters> replicas = replicas(stores);
      List<Answer<Admitted, Rejected>> answers =
          together(60, i -> replicas.get(i % 3).admit(key, rate, patient()));
      stores.deliverAll();

      long admitted = answers.stream().filter(Answer.Applied.class::isInstance).count();
      assertThat(admitted).as(repeat()).isLessThanOrEqualTo(20).isPositive();
      assertThat(answers).filteredOn(Answer.Unknown.class::isInstance).isEmpty();
      try (DynamoStateStore calm = TABLE.open(time)) {
        assertThat(calm.counters().admit(key, rate, LocalTable.soon()))
            .as(repeat())
            .isEqualTo(Answer.refused(new Rejected(MINUTE)));
      }
    }
  }

  private enum Outcome {
    COUNTED,
    NOT_COUNTED,
    UNKNOWN
  }

  private Outcome hasty(Counters counters) {
    Deadline hasty = Deadline.in(Duration.ofMillis(60), TimeSource.system());
    try {
      return switch (counters.increment(key, 1, Ttl.NEVER, hasty)) {
        case Answer.Applied<Count, Void> _ -> Outcome.COUNTED;
        case Answer.Unknown<Count, Void> _ -> Outcome.UNKNOWN;
        case Answer.Refused<Count, Void> _ -> throw new AssertionError("an increment refused");
      };
    } catch (StoreException.Unavailable _) {
      return Outcome.NOT_COUNTED;
    }
  }

  private List<Counters> replicas(DisturbedStores stores) {
    return IntStream.range(0, 3).mapToObj(_ -> stores.open(time).counters()).toList();
  }

  private long value() {
    try (DynamoStateStore calm = TABLE.open(time)) {
      return calm.counters().read(key, LocalTable.soon()).map(Count::value).orElse(0L);
    }
  }

  private static Deadline patient() {
    return LocalTable.soon();
  }

  private String repeat() {
    return "-Dacteon.seed=" + seed;
  }

  private static long applied(Answer<Count, Void> answer) {
    return switch (answer) {
      case Answer.Applied<Count, Void>(Count count) -> count.value();
      case Answer.Unknown<Count, Void>(String reason) -> throw new AssertionError(reason);
      case Answer.Refused<Count, Void> _ -> throw new AssertionError("an increment refused");
    };
  }

  /** -1 for a deletion, -2 where there was nothing to delete. */
  private static long deleted(Answer<Absent, Absent> answer) {
    return switch (answer) {
      case Answer.Applied<Absent, Absent> _ -> -1;
      case Answer.Refused<Absent, Absent> _ -> -2;
      case Answer.Unknown<Absent, Absent>(String reason) -> throw new AssertionError(reason);
    };
  }

  /** Does {@code work} so many times, by nine callers that each do one thing after the other. */
  private static <T> List<T> together(int many, IntFunction<T> work) throws Exception {
    int callers = 9;
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<T>>> futures = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        int first = caller;
        futures.add(
            threads.submit(() ->
                IntStream.iterate(first, i -> i < many, i -> i + callers).mapToObj(work).toList()));
      }
      for (Future<List<T>> future : futures) {
        results.addAll(future.get());
      }
    }
    return results;
  }
}
