package io.acteon.dynamodb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Outcome;
import io.acteon.testkit.fault.FaultPlan;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What dispatches cost, counted at the wire. */
@TestInstance(Lifecycle.PER_CLASS)
class GatewayRequestsTest {
  private DynamoGateway gateway;

  @BeforeAll
  void open() {
    gateway = new DynamoGateway("gateway-requests", FaultPlan.NONE, 0);
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @Test
  void actionWithoutStatefulRulesSendsNothingToTheStateTable() {
    gateway.requests().reset();

    assertThat(gateway.dispatch("note", "n-1", "n-1")).isInstanceOf(Outcome.Executed.class);

    assertThat(gateway.requests().counts()).isEmpty();
  }

  @Test
  void deduplicatedActionSendsItsClaimAndItsCompletion() {
    gateway.requests().reset();

    assertThat(gateway.dispatch("receipt", "r-1", "r-1")).isInstanceOf(Outcome.Executed.class);

    assertThat(gateway.requests().counts()).isEqualTo(Map.of("UpdateItem", 2L));
  }

  @Test
  void duplicateSendsOneRequest() {
    gateway.dispatch("receipt", "d-1", "d-1");
    gateway.requests().reset();

    assertThat(gateway.dispatch("receipt", "d-2", "d-1")).isEqualTo(new Outcome.Deduplicated());

    assertThat(gateway.requests().counts()).isEqualTo(Map.of("UpdateItem", 1L));
  }
}
