package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditBackend;
import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.ConnectionSettings;
import io.acteon.dynamodb.internal.Tables;
import io.acteon.store.Environment;
import io.acteon.store.Setting;
import io.acteon.store.Settings;
import io.acteon.time.Deadline;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpClient;

/** The audit trail on DynamoDB, for configuration to name. Thread-safe. */
public final class DynamoDbAuditBackend implements AuditBackend {

  private final UnaryOperator<SdkHttpClient> wire;

  public DynamoDbAuditBackend() {
    this(UnaryOperator.identity());
  }

  /** With {@code wire} around the HTTP client, where tests disturb and count requests. */
  DynamoDbAuditBackend(UnaryOperator<SdkHttpClient> wire) {
    this.wire = wire;
  }

  @Override
  public String name() {
    return "dynamodb";
  }

  @Override
  public boolean canChain() {
    return true;
  }

  @Override
  public List<Setting> settings() {
    return Stream.of(
            ConnectionSettings.keys(AuditTable.DEFAULT_NAME).stream(),
            ChainSettings.keys().stream(),
            Stream.of(
                Setting.text(
                    "prefix", "", "Tells deployments that share a table apart; may be empty"),
                Setting.bool("store_payload", true, "Whether payloads are kept"),
                Setting.integer(
                    "ttl_seconds", 0, "How long records are kept, in seconds; 0 for ever"),
                Setting.integer(
                    "cleanup_interval_seconds",
                    3_600,
                    "Without meaning here: DynamoDB collects expired records itself"),
                Setting.text(
                    "spool_directory",
                    ".acteon/spool",
                    "Where records go that the store does not take in time"),
                Setting.integer("queue_records", 10_000, "Records waiting to be written at most"),
                Setting.integer(
                    "queue_wait_ms", 1_000, "How long a full queue is waited for, then the spool"),
                Setting.integer(
                    "write_persistence_ms",
                    30_000,
                    "How long a background write is retried, then the spool")))
        .flatMap(Function.identity())
        .toList();
  }

  @Override
  public AuditStore open(Settings settings, AuditMode mode, Environment environment) {
    return open(
        settings,
        environment,
        Tables::require,
        connection -> new TrailAssembly(settings, mode, environment, connection).store());
  }

  @Override
  public AuditStore openForReading(Settings settings, AuditMode mode, Environment environment) {
    return open(
        settings,
        environment,
        Tables::inspect,
        connection -> new TrailAssembly(settings, mode, environment, connection).reading());
  }

  private AuditStore open(
      Settings settings,
      Environment environment,
      BiConsumer<Tables, Deadline> check,
      Function<Connection, AuditStore> assembly) {
    ConnectionSettings to = ConnectionSettings.of(settings);
    var connection = Connection.open(to, environment, wire);
    try {
      check.accept(
          new Tables(connection, AuditTable.spec(to.table())),
          Deadline.in(to.startPatience(), environment.time()));
      return assembly.apply(connection);
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public List<String> migrate(Settings settings, Environment environment, Deadline deadline) {
    ConnectionSettings to = ConnectionSettings.of(settings);
    try (var connection = Connection.open(to, environment, wire)) {
      return new Tables(connection, AuditTable.spec(to.table())).migrate(deadline);
    }
  }
}
