package io.acteon.memory;

import io.acteon.audit.AuditBackend;
import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.crypto.chain.Intake;
import io.acteon.store.Environment;
import io.acteon.store.Setting;
import io.acteon.store.Settings;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The audit trail in this process: it ends with the process, so it proves nothing and refuses to be
 * chained. Thread-safe.
 */
public final class MemoryAuditBackend implements AuditBackend {

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.bool("store_payload", true, "Whether payloads are kept"),
        Setting.integer("ttl_seconds", 0, "How long records are kept, in seconds; 0 for ever"),
        Setting.integer("cleanup_interval_seconds", 3_600, "How often expired records are dropped"),
        Setting.integer("max_records", 100_000, "The oldest records go beyond this many"));
  }

  @Override
  public boolean canChain() {
    return false;
  }

  @Override
  public AuditStore open(Settings settings, AuditMode mode, Environment environment) {
    if (mode.hashChain()) {
      throw new IllegalArgumentException(
          "audit backend memory cannot guarantee a hash chain; set [audit] backend = \"dynamodb\""
              + " or [compliance] hash_chain = false");
    }
    return new MemoryAuditStore(
        mode,
        new Intake(settings.bool("store_payload"), retention(settings), mode),
        new MemoryAuditStore.Limits(
            Math.max(1, settings.integer("max_records")),
            Duration.ofSeconds(settings.integer("cleanup_interval_seconds"))),
        environment.time());
  }

  @Override
  public AuditStore openForReading(Settings settings, AuditMode mode, Environment environment) {
    throw new IllegalArgumentException(
        "audit backend memory keeps its records in the gateway's own process: nobody else can read"
            + " them; set [audit] backend = \"dynamodb\"");
  }

  private static Optional<Duration> retention(Settings settings) {
    return Optional.of(Duration.ofSeconds(settings.integer("ttl_seconds")))
        .filter(Duration::isPositive);
  }

  @Override
  public List<String> migrate(Settings settings, Environment environment, Deadline deadline) {
    return List.of("the audit trail is in memory and needs nothing");
  }
}
