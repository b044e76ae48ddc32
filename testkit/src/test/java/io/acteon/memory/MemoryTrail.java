package io.acteon.memory;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.store.Environment;
import io.acteon.store.Settings;
import java.util.Map;

/** Opens the memory trail as configuration would. */
final class MemoryTrail {
  private MemoryTrail() {}

  static AuditStore open(AuditMode mode, Map<String, String> settings, Environment environment) {
    var backend = new MemoryAuditBackend();
    return backend.open(new Settings(backend.settings(), settings), mode, environment);
  }
}
