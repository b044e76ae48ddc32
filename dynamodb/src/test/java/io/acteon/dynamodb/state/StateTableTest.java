package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.internal.CloudFormationText;
import io.acteon.dynamodb.internal.TableSpec.Replicas;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class StateTableTest {
  @Test
  void theTemplateMakesTheTableThatTheCodeExpects() throws IOException {
    assertThat(CloudFormationText.template())
        .contains(CloudFormationText.of(StateTable.spec("any", Replicas.STRONG_ONLY)));
  }
}
