package io.acteon.dynamodb.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.DynamoDbState;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.model.Scope;
import io.acteon.state.Counters;
import io.acteon.state.Counters.Admitted;
import io.acteon.state.Counters.Count;
import io.acteon.state.Counters.Rate;
import io.acteon.state.Counters.Rejected;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CountersExampleTest {
  private static final Kind HITS = new Kind("hits", Kind.Shape.COUNTER);

  private final List<String> log = new ArrayList<>();

  @Test
  void aWindow() {
    try (StateStore store =
        DynamoDbState.at(SharedDynamoDbLocal.url()).table("my_state").prefix("hits").open()) {
      Counters counters = store.counters();
      Deadline deadline = Deadline.in(Duration.ofSeconds(10), TimeSource.system());

      StateKey hits = new StateKey(new Scope("shop", "acme"), HITS, "checkout");
      switch (counters.increment(hits, 1, Ttl.of(Duration.ofMinutes(1)), deadline)) {
        case Answer.Applied<Count, Void>(Count count) ->
            log.add(count.value() + " this minute, which ends at " + count.expiresAt());
        case Answer.Refused<Count, Void> _ -> throw new AssertionError("never refused");
        case Answer.Unknown<Count, Void>(String reason) -> log.add("counted or not: " + reason);
      }

      assertThat(counters.read(hits, deadline).orElseThrow().value()).isEqualTo(1);
    }
    assertThat(log).singleElement().asString().startsWith("1 this minute, which ends at ");
  }

  @Test
  void aRate() {
    try (StateStore store =
        DynamoDbState.at(SharedDynamoDbLocal.url()).table("my_state").prefix("rate").open()) {
      Counters counters = store.counters();
      StateKey caller = new StateKey(new Scope("shop", "acme"), HITS, "caller-7");
      Deadline deadline = Deadline.in(Duration.ofSeconds(10), TimeSource.system());

      Rate rate = new Rate(10, Duration.ofHours(1), 3);
      for (int call = 1; call <= 4; call++) {
        switch (counters.admit(caller, rate, deadline)) {
          case Answer.Applied<Admitted, Rejected> _ -> log.add("go ahead");
          case Answer.Refused<Admitted, Rejected>(Rejected rejected) ->
              log.add("come back in " + rejected.retryAfter().toMinutes() + " min");
          case Answer.Unknown<Admitted, Rejected>(String reason) -> log.add(reason);
        }
      }
    }
    assertThat(log).containsExactly("go ahead", "go ahead", "go ahead", "come back in 5 min");
  }
}
