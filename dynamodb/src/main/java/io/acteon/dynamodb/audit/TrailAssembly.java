package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.crypto.chain.Intake;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.dynamodb.internal.Connection;
import io.acteon.store.Environment;
import io.acteon.store.Settings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a trail together from its settings. For one thread, once. */
final class TrailAssembly {
  private static final Logger LOG = LoggerFactory.getLogger(TrailAssembly.class);
  private static final int MAX_WAITING_BYTES = 64 * 1024 * 1024;

  private final Settings settings;
  private final AuditMode mode;
  private final Environment environment;
  private final Connection connection;
  private final TrailKeys keys;
  private final TableAccess table;
  private final ScopeDirectory directory;
  private final Intake intake;

  TrailAssembly(Settings settings, AuditMode mode, Environment environment, Connection connection) {
    this.settings = settings;
    this.mode = mode;
    this.environment = environment;
    this.connection = connection;
    this.keys = new TrailKeys(settings.required("prefix"));
    this.table = new TableAccess(connection);
    this.directory = new ScopeDirectory(table, keys);
    this.intake =
        new Intake(
            settings.bool("store_payload"),
            Optional.of(Duration.ofSeconds(settings.integer("ttl_seconds")))
                .filter(Duration::isPositive),
            mode);
  }

  AuditStore store() {
    return mode.hashChain() ? chained() : plain();
  }

  private AuditStore plain() {
    return new DynamoAuditStore(
        mode,
        intake,
        keys,
        trail(Optional.empty(), Optional.empty(), CursorKey.made(table, keys)),
        plainWriter());
  }

  /** A trail that starts nothing and writes nothing. */
  AuditStore reading() {
    Optional<ChainSettings> chain =
        mode.hashChain()
            ? Optional.of(ChainSettings.of(settings, connection.settings()))
            : Optional.empty();
    return new DynamoAuditStore(
        mode,
        intake,
        keys,
        trail(
            chain,
            chain.map(some -> new Holds(table, keys, some.logId(), Optional.empty())),
            CursorKey.found(table, keys)),
        new NoWriter());
  }

  private AuditStore chained() {
    ChainSettings chain = ChainSettings.of(settings, connection.settings());
    var checkpoints = new CheckpointItems(table, chain);
    ChainWriter writer = chainWriter(chain, checkpoints);
    var system = new SystemAppends(writer, environment.time());
    var holds = new Holds(table, keys, chain.logId(), Optional.of(system));
    chain
        .key()
        .ifPresentOrElse(
            key ->
                writer.attach(
                    new Checkpointer(
                        chain,
                        key,
                        checkpoints,
                        new ChainEnds(table, keys, directory, chain, checkpoints, writer),
                        system,
                        environment.time())),
            () ->
                LOG.warn(
                    "the audit chain is not signed: set [compliance] signing_key_file; whoever can"
                        + " write the table can rewrite an unsigned chain"));
    if (mode.synchronous()) {
      writer.attach(sweeper(system::conclude));
    }
    return new DynamoAuditStore(
        mode,
        intake,
        keys,
        trail(Optional.of(chain), Optional.of(holds), CursorKey.made(table, keys)),
        writer);
  }

  private Trail trail(Optional<ChainSettings> chain, Optional<Holds> holds, CursorKey cursorKey) {
    return new Trail(
        table,
        reader(
            chain.flatMap(
                some -> holds.map(known -> new TrailReader.Chained(some.logId(), known)))),
        cursorKey,
        chain.flatMap(some ->
            holds.map(known ->
                new DynamoAuditChain(
                    table,
                    keys,
                    directory,
                    some,
                    new CheckpointItems(table, some),
                    known,
                    mode.synchronous()))));
  }

  private TrailReader reader(Optional<TrailReader.Chained> chained) {
    var records = new RecordReads(table, keys, environment.listener());
    return new TrailReader(table, keys, directory, records, chained, environment.time());
  }

  private ChainWriter chainWriter(ChainSettings chain, CheckpointItems checkpoints) {
    var context =
        new ChainContext(
            table,
            keys,
            directory,
            new CommitSender(table, keys),
            chain.logId(),
            chain.logOrigin(),
            chain.key(),
            chain.trusted(),
            Optional.of(checkpoints).filter(_ -> !chain.trusted().isEmpty()),
            persistence(),
            new SecureRandom(),
            environment.time());
    return new ChainWriter(
        context,
        spool(),
        environment.listener(),
        new ChainWriter.Limits(mostWaiting(), MAX_WAITING_BYTES));
  }

  private PlainWriter plainWriter() {
    var once = new OncePuts(table, directory, keys);
    RecordPuts puts = mode.synchronous() ? once : new BatchWrites(connection, directory, keys);
    Spool spool = spool();
    var limits =
        new BackgroundWriter.Limits(
            mostWaiting(),
            MAX_WAITING_BYTES,
            Duration.ofMillis(settings.integer("queue_wait_ms")),
            persistence());
    var background =
        new BackgroundWriter(
            puts, spool, limits, environment.time(), environment.listener(), connection.table());
    var writer = new PlainWriter(background, once, spool, mode.synchronous(), environment.time());
    if (mode.synchronous()) {
      var random = new SecureRandom();
      writer.attach(
          sweeper((unknown, deadline) ->
              switch (once.put(Pending.of(SealedRecord.seal(unknown, random)), deadline)) {
                case OncePuts.Fate.Written _, OncePuts.Fate.Another _ -> true;
                case OncePuts.Fate.Open _ -> false;
              }));
    }
    return writer;
  }

  private IntentSweeper sweeper(IntentSweeper.Conclusion conclusion) {
    return new IntentSweeper(table, keys, directory, conclusion, environment.time());
  }

  private Spool spool() {
    return new Spool(
        Path.of(settings.required("spool_directory")),
        connection.table() + "-" + settings.required("prefix"));
  }

  private Duration persistence() {
    return Duration.ofMillis(settings.integer("write_persistence_ms"));
  }

  private int mostWaiting() {
    return Math.clamp(settings.integer("queue_records"), 1, 1_000_000);
  }
}
