package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.store.Environment;
import io.acteon.testkit.audit.AuditQueryContract;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

class PlainAuditQueryTest extends AuditQueryContract {
  private static final LocalTrail TABLE = new LocalTrail();

  @AfterAll
  static void everythingWasAnsweredWithoutAScan() {
    assertThat(TABLE.sent().of("Query")).isPositive();
    assertThat(TABLE.sent().counts()).doesNotContainKeys(LocalTrail.SCANS);
  }

  @Override
  protected AuditStore open(
      String deployment, AuditMode mode, Map<String, String> settings, Environment environment) {
    return TABLE.open(deployment, mode, settings, environment);
  }
}
