package io.acteon.dynamodb.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.dynamodb.DynamoDbState;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.model.Scope;
import io.acteon.state.Claims;
import io.acteon.state.Claims.Claim;
import io.acteon.state.Claims.Standing;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ClaimsExampleTest {
  private static final Kind PAYMENT = new Kind("payment", Kind.Shape.POINT);

  private final AtomicInteger charges = new AtomicInteger();
  private final List<String> log = new ArrayList<>();

  @Test
  void aPaymentIsChargedOnce() throws InterruptedException {
    try (StateStore store =
        DynamoDbState.at(SharedDynamoDbLocal.url()).table("my_state").prefix("pay").open()) {
      StateKey payment = new StateKey(new Scope("shop", "acme"), PAYMENT, "order-4711");

      assertThat(payOnce(store.claims(), payment)).isEqualTo("receipt 1");
      assertThat(payOnce(store.claims(), payment)).isEqualTo("receipt 1");
    }
    assertThat(charges).hasValue(1);
  }

  String payOnce(Claims claims, StateKey payment) throws InterruptedException {
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), TimeSource.system());
    var terms = new Claims.Terms(Duration.ofSeconds(15), Duration.ofHours(24), "");
    while (true) {
      switch (claims.claim(payment, terms, deadline)) {
        case Answer.Applied<Claim, Standing>(Claim claim) -> {
          String receipt = charge();
          var _ = claims.complete(claim, receipt, deadline);
          return receipt;
        }
        case Answer.Refused<Claim, Standing>(Standing.Completed done) -> {
          return done.result();
        }
        case Answer.Refused<Claim, Standing>(Standing.InProgress _) ->
            claims.await(payment, deadline);
        case Answer.Unknown<Claim, Standing>(String reason) ->
            throw new IllegalStateException(reason);
      }
    }
  }

  @Test
  void anOwnerKnowsItsClaimAgain() {
    try (StateStore store =
        DynamoDbState.at(SharedDynamoDbLocal.url()).table("my_state").prefix("adopt").open()) {
      Deadline deadline = Deadline.in(Duration.ofSeconds(10), TimeSource.system());
      StateKey payment = new StateKey(new Scope("shop", "acme"), PAYMENT, "order-4712");
      Claim first = claimed(store.claims(), payment, "request 1", deadline);

      assertThat(claimed(store.claims(), payment, "request 1", deadline)).isEqualTo(first);
      assertThatThrownBy(() -> claimed(store.claims(), payment, "request 2", deadline))
          .hasMessageContaining("another request has it");
    }
  }

  Claim claimed(Claims claims, StateKey payment, String request, Deadline deadline) {
    var terms = new Claims.Terms(Duration.ofSeconds(15), Duration.ofHours(24), request);
    while (true) {
      switch (claims.claim(payment, terms, deadline)) {
        case Answer.Applied<Claim, Standing>(Claim claim) -> {
          return claim;
        }
        case Answer.Refused<Claim, Standing>(Standing.InProgress met)
            when met.note().equals(request) -> {
          return new Claim(payment, met.owner(), met.token(), met.note());
        }
        case Answer.Refused<Claim, Standing>(Standing met) ->
            throw new IllegalStateException("another request has it: " + met);
        case Answer.Unknown<Claim, Standing>(String reason) -> log.add("asked again: " + reason);
      }
      if (deadline.hasPassed()) {
        throw new IllegalStateException("not known in time whether the claim is ours");
      }
    }
  }

  private String charge() {
    return "receipt " + charges.incrementAndGet();
  }
}
