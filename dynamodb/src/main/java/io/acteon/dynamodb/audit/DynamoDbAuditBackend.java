package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditBackend;
import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.crypto.chain.Intake;
import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.ConnectionSettings;
import io.acteon.dynamodb.internal.Tables;
import io.acteon.store.Environment;
import io.acteon.store.Setting;
import io.acteon.store.Settings;
import io.acteon.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpClient;

/** The audit trail on DynamoDB, for configuration to name. Thread-safe. */
public final class DynamoDbAuditBackend implements AuditBackend {
  private static final Logger LOG = LoggerFactory.getLogger(DynamoDbAuditBackend.class);
  private static final int MAX_WAITING_BYTES = 64 * 1024 * 1024;
  private static final Duration DRAIN = Duration.ofSeconds(15);

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
    ConnectionSettings to = ConnectionSettings.of(settings);
    var connection = Connection.open(to, environment, wire);
    try {
      new Tables(connection, AuditTable.spec(to.table()))
          .require(Deadline.in(to.startPatience(), environment.time()));
      return store(settings, mode, environment, connection);
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static AuditStore store(
      Settings settings, AuditMode mode, Environment environment, Connection connection) {
    var keys = new TrailKeys(settings.required("prefix"));
    var table = new TableAccess(connection);
    var directory = new ScopeDirectory(table, keys);
    var records = new RecordReads(table, keys, environment.listener());
    Optional<ChainSettings> chain =
        mode.hashChain()
            ? Optional.of(ChainSettings.of(settings, connection.settings()))
            : Optional.empty();
    var reader =
        new TrailReader(
            table, keys, directory, records, chain.map(ChainSettings::logId), environment.time());
    return new DynamoAuditStore(
        mode,
        new Intake(settings.bool("store_payload"), retention(settings), mode),
        keys,
        new Trail(
            table,
            reader,
            new CursorKey(table, keys),
            chain.map(
                known -> new DynamoAuditChain(table, keys, directory, known, mode.synchronous()))),
        chain.isPresent()
            ? chainWriter(chain.get(), settings, environment, directory, keys, table)
            : plainWriter(settings, mode, environment, directory, keys, connection));
  }

  private static ChainWriter chainWriter(
      ChainSettings chain,
      Settings settings,
      Environment environment,
      ScopeDirectory directory,
      TrailKeys keys,
      TableAccess table) {
    if (chain.key().isEmpty()) {
      LOG.warn(
          "the audit chain is not signed: set [compliance] signing_key_file; whoever can write the"
              + " table can rewrite an unsigned chain");
    }
    var context =
        new ChainContext(
            table,
            keys,
            directory,
            new CommitSender(table, keys),
            chain.logId(),
            chain.key(),
            persistence(settings),
            environment.time());
    return new ChainWriter(
        context,
        spool(settings, table.connection()),
        environment.listener(),
        mostWaiting(settings));
  }

  private static Spool spool(Settings settings, Connection connection) {
    return new Spool(
        Path.of(settings.required("spool_directory")),
        connection.table() + "-" + settings.required("prefix"));
  }

  private static Duration persistence(Settings settings) {
    return Duration.ofMillis(settings.integer("write_persistence_ms"));
  }

  private static int mostWaiting(Settings settings) {
    return Math.clamp(settings.integer("queue_records"), 1, 1_000_000);
  }

  private static PlainWriter plainWriter(
      Settings settings,
      AuditMode mode,
      Environment environment,
      ScopeDirectory directory,
      TrailKeys keys,
      Connection connection) {
    var batches = new BatchWrites(connection, directory, keys);
    Spool spool = spool(settings, connection);
    var limits =
        new BackgroundWriter.Limits(
            mostWaiting(settings),
            MAX_WAITING_BYTES,
            Duration.ofMillis(settings.integer("queue_wait_ms")),
            persistence(settings),
            DRAIN);
    var background =
        new BackgroundWriter(
            batches, spool, limits, environment.time(), environment.listener(), connection.table());
    return new PlainWriter(background, batches, spool, mode.synchronous());
  }

  private static Optional<Duration> retention(Settings settings) {
    return Optional.of(Duration.ofSeconds(settings.integer("ttl_seconds")))
        .filter(Duration::isPositive);
  }

  @Override
  public List<String> migrate(Settings settings, Environment environment, Deadline deadline) {
    ConnectionSettings to = ConnectionSettings.of(settings);
    try (var connection = Connection.open(to, environment, wire)) {
      return new Tables(connection, AuditTable.spec(to.table())).migrate(deadline);
    }
  }
}
