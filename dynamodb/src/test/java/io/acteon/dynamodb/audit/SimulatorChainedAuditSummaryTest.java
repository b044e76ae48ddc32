package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.dynamodb.local.SharedSimulator;
import io.acteon.store.Environment;
import io.acteon.testkit.audit.AuditSummaryContract;
import java.util.Map;

/** The contract, kept on the simulator. */
class SimulatorChainedAuditSummaryTest extends AuditSummaryContract {
  private static final LocalTrail TABLE = new LocalTrail(SharedSimulator.plain());

  @Override
  protected AuditStore open(
      String deployment, AuditMode mode, Map<String, String> settings, Environment environment) {
    return TABLE.open(deployment, mode, settings, environment);
  }

  @Override
  protected AuditMode mode() {
    return AuditMode.SOC2;
  }
}
