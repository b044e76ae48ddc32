package io.acteon.memory;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.store.Environment;
import io.acteon.testkit.audit.AuditSummaryContract;
import java.util.Map;

class MemoryAuditSummaryTest extends AuditSummaryContract {
  @Override
  protected AuditStore open(
      String deployment, AuditMode mode, Map<String, String> settings, Environment environment) {
    return MemoryTrail.open(mode, settings, environment);
  }
}
