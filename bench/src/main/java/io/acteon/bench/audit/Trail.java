package io.acteon.bench.audit;

import io.acteon.audit.AuditBackend;
import io.acteon.audit.AuditChain;
import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.bench.compare.Cost;
import io.acteon.bench.compare.Target.Place;
import io.acteon.bench.files.ScratchFolder;
import io.acteon.crypto.Ed25519Private;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.store.Settings;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** One replica's signed trail in soc2 mode, and the meter of its requests. Thread-safe. */
record Trail(AuditStore store, Cost cost) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofMinutes(10);

  /** What replicas of one gateway have in common, and other runs on the same table have not. */
  record Deployment(Place place, String prefix, Path folder) {

    static Deployment of(Place place, String prefix) throws IOException {
      Path folder = ScratchFolder.untilExit("acteon-bench");
      Files.writeString(folder.resolve("key.pem"), Ed25519Private.generatePem(new SecureRandom()));
      return new Deployment(place, prefix, folder);
    }
  }

  /** Opens replica {@code number}. */
  static Trail open(Deployment deployment, int number) {
    AuditBackend backend =
        ServiceLoader.load(AuditBackend.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(one -> one.name().equals("dynamodb"))
            .findFirst()
            .orElseThrow();
    Map<String, String> values =
        Map.of(
            "url", deployment.place().url().toString(),
            "region", deployment.place().region(),
            "table_name", deployment.place().table(),
            "prefix", deployment.prefix(),
            "signing_key_file", deployment.folder().resolve("key.pem").toString(),
            "spool_directory", deployment.folder().resolve("spool-" + number).toString());
    Cost cost = new Cost();
    TimeSource time = TimeSource.system();
    AuditStore store =
        backend.open(
            new Settings(backend.settings(), values),
            AuditMode.SOC2,
            new Environment(time, new UuidV7(time), cost));
    return new Trail(store, cost);
  }

  /**
   * Appends a record; returns when it is durable.
   *
   * @throws IllegalStateException when it is refused or unknown
   */
  void append(AuditRecord record) {
    var answer =
        store.outcome(record, Optional.empty(), Deadline.in(PATIENCE, TimeSource.system()));
    if (!(answer instanceof Answer.Applied<AuditStore.Receipt, AuditStore.Refusal> _)) {
      throw new IllegalStateException("not applied: " + answer);
    }
  }

  AuditChain chain() {
    return store.chain().orElseThrow();
  }

  static Deadline patiently() {
    return Deadline.in(LONG, TimeSource.system());
  }

  @Override
  public void close() {
    store.close();
  }
}
