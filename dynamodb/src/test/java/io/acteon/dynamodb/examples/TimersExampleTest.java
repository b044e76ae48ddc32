package io.acteon.dynamodb.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.DynamoDbState;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.model.Scope;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.state.Timers;
import io.acteon.state.Timers.Claimed;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimersExampleTest {
  private static final Kind INVOICE = new Kind("invoice", Kind.Shape.POINT);

  private final TimeSource clock = TimeSource.system();
  private final List<String> log = new ArrayList<>();

  @Test
  void aReminder() throws InterruptedException {
    try (StateStore store =
        DynamoDbState.at(SharedDynamoDbLocal.url()).table("my_state").prefix("timer").open()) {
      Timers timers = store.timers();
      StateKey invoice = new StateKey(new Scope("shop", "acme"), INVOICE, "2026-17");
      Deadline deadline = Deadline.in(Duration.ofSeconds(10), clock);

      Instant due = clock.now().plusMillis(50);
      var _ = timers.put("reminder", invoice, due, "first reminder", deadline);

      while (log.isEmpty()) {
        work(timers);
      }

      assertThat(timers.get(invoice, deadline)).isEmpty();
    }
    assertThat(log).containsExactly("first reminder for 2026-17");
  }

  /** One turn of a worker; as many workers as you like, in as many processes. */
  void work(Timers timers) throws InterruptedException {
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), clock);
    for (Claimed timer : timers.claimDue("reminder", 10, Duration.ofSeconds(30), deadline)) {
      try {
        send(timer.payload(), timer.key().id());
        var _ = timers.complete(timer, deadline);
      } catch (IllegalStateException e) {
        Instant later = clock.now().plusSeconds(60);
        var _ = timers.reschedule(timer, later, timer.payload(), deadline);
      }
    }
    Instant atMost = clock.now().plusSeconds(1);
    Instant next = timers.nextDue("reminder", deadline).orElse(atMost);
    clock.sleep(Duration.between(clock.now(), next.isBefore(atMost) ? next : atMost));
  }

  private void send(String text, String invoice) {
    log.add(text + " for " + invoice);
  }
}
