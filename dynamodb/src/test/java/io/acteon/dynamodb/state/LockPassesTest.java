package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Scope;
import io.acteon.state.FencingToken;
import io.acteon.state.Lease;
import io.acteon.state.Locks.LockKey;
import io.acteon.store.Answer;
import io.acteon.testkit.state.Background;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A lock passed through many waiters of one process again and again, beside threads that take the
 * processors away at any moment: in order, and to one at a time.
 */
final class LockPassesTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final int WAITERS = 12;

  private final LockKey key = new LockKey(new Scope("passes", "t"), "lock-" + UUID.randomUUID());

  @Test
  void everyPassGoesThroughAllInTheOrderTheyCame() {
    pass(10);
  }

  @Test
  @Tag("soak")
  void everyOneOfManyPassesGoesThroughAllInTheOrderTheyCame() {
    pass(500);
  }

  private void pass(int passes) {
    FakeTime time = FakeTime.startingNow();
    try (Noise _ = new Noise();
        DynamoStateStore store = TABLE.open(time)) {
      for (int pass = 0; pass < passes; pass++) {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Background<FencingToken>> waiters = new ArrayList<>();
        Lease first = applied(store.locks().tryAcquire(key, LEASE, Deadline.in(LEASE, time)));
        for (int i = 0; i < WAITERS; i++) {
          int number = i;
          Background<FencingToken> waiter =
              Background.start(() -> {
                try (Lease lease =
                    applied(store.locks().acquire(key, LEASE, Deadline.in(LEASE, time)))) {
                  order.add(number);
                  return lease.token();
                }
              });
          time.awaitSleeping(waiter.thread());
          waiters.add(waiter);
        }

        first.close();

        assertThat(waiters.stream().map(Background::join))
            .as("tokens of pass %d", pass)
            .isSorted()
            .doesNotHaveDuplicates();
        assertThat(order).as("pass %d", pass).isSorted().hasSize(WAITERS);
      }
    }
  }

  private static <A> A applied(Answer<A, ?> answer) {
    if (answer instanceof Answer.Applied<A, ?>(A value)) {
      return value;
    }
    throw new AssertionError("not applied: " + answer);
  }
}
