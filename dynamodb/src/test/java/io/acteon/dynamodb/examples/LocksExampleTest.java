package io.acteon.dynamodb.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.DynamoDbState;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.model.Scope;
import io.acteon.state.FencingToken;
import io.acteon.state.Kind;
import io.acteon.state.Lease;
import io.acteon.state.Locks.Held;
import io.acteon.state.Locks.LockKey;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LocksExampleTest {
  private static final Kind REPORT = new Kind("report", Kind.Shape.POINT);

  private final List<String> log = new ArrayList<>();

  @Test
  void aGuardedWrite() throws InterruptedException {
    try (StateStore store =
        DynamoDbState.at(SharedDynamoDbLocal.url()).table("my_state").prefix("lock").open()) {
      Scope acme = new Scope("shop", "acme");
      LockKey key = new LockKey(acme, "nightly-report");
      StateKey report = new StateKey(acme, REPORT, "nightly");
      Deadline deadline = Deadline.in(Duration.ofSeconds(10), TimeSource.system());

      switch (store.locks().acquire(key, Duration.ofSeconds(30), deadline)) {
        case Answer.Applied<Lease, Held>(Lease lease) -> {
          try (lease) {
            lease.onLoss(loss -> log.add("stop: " + loss));
            var written =
                store.entries().fencedSet(report, "done", Ttl.NEVER, lease.token(), deadline);
            if (written instanceof Answer.Refused<Version, FencingToken>(FencingToken newer)) {
              log.add("too late: a holder with token " + newer.value() + " has written");
            }
          }
        }
        case Answer.Refused<Lease, Held>(Held held) -> log.add("busy until " + held.expiresAt());
        case Answer.Unknown<Lease, Held>(String reason) -> log.add("perhaps ours: " + reason);
      }

      assertThat(store.entries().get(report, deadline).orElseThrow().value()).isEqualTo("done");
      assertThat(store.locks().holder(key, deadline)).isInstanceOf(Answer.Refused.class);
    }
    assertThat(log).isEmpty();
  }
}
