package io.acteon.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.audit.AuditBackend;
import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditStore;
import io.acteon.store.Environment;
import io.acteon.testkit.audit.AuditWriteContract;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MemoryAuditWriteTest extends AuditWriteContract {
  @Override
  protected AuditStore open(
      String deployment, AuditMode mode, Map<String, String> settings, Environment environment) {
    return MemoryTrail.open(mode, settings, environment);
  }

  @Test
  void theOldestRecordsGoWhenThereAreTooMany() {
    AuditStore store = open(Map.of("max_records", "3"));
    for (int i = 0; i < 5; i++) {
      write(store, samples.record(SCOPE, "a" + i, time.now().plusMillis(i)));
    }

    assertThat(readAll(store, AuditQuery.newest(10)))
        .extracting(record -> record.actionId())
        .containsExactly("a4", "a3", "a2");
  }

  @Test
  void aChainIsNotPromised() {
    assertThat(new MemoryAuditBackend().canChain()).isFalse();
    assertThatThrownBy(() -> MemoryTrail.open(AuditMode.SOC2, Map.of(), Environment.system()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hash_chain");
  }

  @Test
  void itIsFoundByItsName() {
    assertThat(ServiceLoader.load(AuditBackend.class))
        .extracting(AuditBackend::name)
        .contains("memory");
  }
}
