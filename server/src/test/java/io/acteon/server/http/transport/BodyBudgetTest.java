package io.acteon.server.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.server.http.wire.ApiException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BodyBudgetTest {
  private static final int MAX = 100_000;
  private final Deadline deadline = Deadline.in(Duration.ofMinutes(1), TimeSource.system());

  private byte[] read(BodyBudget.Share share, int size, long announced) throws IOException {
    return share.read(new ByteArrayInputStream(new byte[size]), announced, deadline);
  }

  @Test
  void bodiesThatAreHeldTogetherAreRefusedBeyondTheBudgetAndTakenAgainAfterwards()
      throws IOException {
    var budget = new BodyBudget(MAX, 2 * MAX);
    BodyBudget.Share first = budget.new Share();
    BodyBudget.Share second = budget.new Share();
    assertThat(read(first, 90_000, 90_000)).hasSize(90_000);
    assertThat(read(second, 90_000, -1)).hasSize(90_000);
    try (BodyBudget.Share third = budget.new Share()) {
      assertThatThrownBy(() -> read(third, 90_000, -1))
          .isInstanceOfSatisfying(
              ApiException.class, e -> assertThat(e.error().status()).isEqualTo(429));
    }
    first.close();
    try (BodyBudget.Share third = budget.new Share()) {
      assertThat(read(third, 90_000, -1)).hasSize(90_000);
    }
    second.close();
  }

  @Test
  void aBodyOfTheLargestSizeIsTakenAndOneByteMoreIsNot() throws IOException {
    var budget = new BodyBudget(MAX, 10 * MAX);
    try (BodyBudget.Share share = budget.new Share()) {
      assertThat(read(share, MAX, MAX)).hasSize(MAX);
    }
    for (long announced : new long[] {MAX + 1, -1, 5}) {
      try (BodyBudget.Share share = budget.new Share()) {
        assertThatThrownBy(() -> read(share, MAX + 1, announced))
            .isInstanceOfSatisfying(
                ApiException.class, e -> assertThat(e.error().status()).isEqualTo(413));
      }
    }
  }
}
