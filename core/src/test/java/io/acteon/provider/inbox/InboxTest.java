package io.acteon.provider.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Action;
import io.acteon.model.Scope;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InboxTest {

  @Test
  void keepsTheLastHundredNewestFirst() {
    var inbox = new Inbox("dev", TimeSource.system());
    Deadline deadline = Deadline.in(Duration.ofSeconds(1), TimeSource.system());
    for (int i = 1; i <= 250; i++) {
      inbox.send(
          Action.builder("a-" + i, new Scope("n", "t"), "dev", "x", Instant.EPOCH).build(),
          deadline);
    }
    assertThat(inbox.received()).isEqualTo(250);
    assertThat(inbox.messages()).hasSize(Inbox.CAPACITY);
    assertThat(inbox.messages().getFirst().action().id()).isEqualTo("a-250");
    assertThat(inbox.messages().getLast().number()).isEqualTo(151);
  }
}
