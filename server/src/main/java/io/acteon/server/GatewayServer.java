package io.acteon.server;

import io.acteon.audit.AuditStore;
import io.acteon.audit.Redaction;
import io.acteon.engine.ExecutorSettings;
import io.acteon.engine.Gateway;
import io.acteon.engine.Providers;
import io.acteon.engine.Trail;
import io.acteon.server.config.ConfigSnapshot;
import io.acteon.server.config.GatewayConfig;
import io.acteon.server.http.ApiDependencies;
import io.acteon.server.http.HttpServer;
import io.acteon.server.http.HttpSettings;
import io.acteon.server.http.RuleSource;
import io.acteon.server.metrics.GatewayMetrics;
import io.acteon.store.Environment;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway that listens: stores, rules, providers, pipeline and API of one process, as the
 * configuration says. Thread-safe.
 */
public final class GatewayServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

  /**
   * After the requests have drained: for claims to be completed, the trail to be written and its
   * last checkpoints to be signed, all together.
   */
  private static final Duration LAST_WRITES = Duration.ofSeconds(10);

  private final GatewayConfig config;
  private final TimeSource time;
  private final LastInFirstOut parts;
  private final Stores stores;
  private final LiveRules rules;
  private final Gateway gateway;
  private final HttpServer http;
  private volatile @Nullable Deadline end;

  private GatewayServer(GatewayConfig config, TimeSource time, LastInFirstOut parts)
      throws InterruptedException {
    this.config = config;
    this.time = time;
    this.parts = parts;
    var metrics = new GatewayMetrics();
    var ids = new UuidV7(time);
    var environment = new Environment(time, ids, metrics);
    StoreOpening opening = StoreOpening.begin(config, environment);
    parts.closeLater("stores", () -> opening.close(end()));
    this.rules = LiveRules.load(config.rules());
    Providers providers = ProviderOpening.open(config.providers(), environment);
    parts.closeLater("providers", providers);
    this.stores = opening.await();
    this.gateway =
        new Gateway(
            new Gateway.Parts(
                rules.book(),
                providers,
                stores.state(),
                stores.audit().map(this::trail),
                executor(),
                time,
                ids,
                metrics));
    parts.closeLater("pipeline", () -> gateway.close(end()));
    this.http = HttpServer.start(httpSettings(), api(metrics, ids));
    parts.closeLater("HTTP server", http);
    watchRules();
  }

  /**
   * Opens everything and begins to listen. What was opened before a failure is closed again.
   *
   * @throws io.acteon.server.config.ConfigException when backends or providers refuse their
   *     settings
   * @throws io.acteon.rules.yaml.RuleLoadException when the rules cannot be used
   * @throws io.acteon.store.StoreException when a store does not answer or is not fit
   * @throws IllegalStateException when the address cannot be bound
   */
  public static GatewayServer start(GatewayConfig config, TimeSource time)
      throws InterruptedException {
    var parts = new LastInFirstOut();
    try {
      return new GatewayServer(config, time, parts);
    } catch (RuntimeException | InterruptedException e) {
      parts.close();
      throw e;
    }
  }

  private Trail trail(AuditStore audit) {
    GatewayConfig.Redact redact = config.audit().redact();
    return new Trail(
        audit,
        config.audit().storePayload(),
        config.audit().ttl(),
        redact.enabled()
            ? new Redaction(redact.fields(), redact.placeholder())::apply
            : UnaryOperator.identity());
  }

  private ExecutorSettings executor() {
    GatewayConfig.Executor executor = config.executor();
    return ExecutorSettings.of(executor.maxRetries(), executor.timeout(), executor.maxConcurrent());
  }

  private HttpSettings httpSettings() {
    GatewayConfig.Server server = config.server();
    return new HttpSettings(
        server.host(),
        server.port(),
        server.corsAllowedOrigins(),
        HttpSettings.DEFAULT_MAX_BODY_BYTES,
        server.requestTimeout(),
        server.maxConcurrentDispatch(),
        server.drainNotice(),
        server.accessLog());
  }

  private ApiDependencies api(GatewayMetrics metrics, UuidV7 ids) {
    return new ApiDependencies(
        gateway,
        ruleSource(config.rules()),
        stores.state(),
        stores.audit(),
        config.compliance().modeName(),
        metrics,
        () -> ConfigSnapshot.of(config),
        time,
        ids);
  }

  private Optional<RuleSource> ruleSource(GatewayConfig.Rules from) {
    return from.directory()
        .map(directory ->
            new RuleSource(
                directory, from.directoryAsWritten().orElse(directory.toString()), rules::reload));
  }

  private void watchRules() {
    GatewayConfig.Rules wanted = config.rules();
    if (!wanted.watch() || wanted.directory().isEmpty()) {
      return;
    }
    try {
      parts.closeLater(
          "rule watcher", RuleWatcher.start(wanted.directory().get(), rules::fileChanged));
    } catch (IOException e) {
      LOG.warn(
          "the rules directory cannot be watched ({}); changes take effect by POST"
              + " /v1/rules/reload or a restart",
          e.toString());
    }
  }

  public String host() {
    return http.host();
  }

  /** The port in fact, also when any free one was asked for. */
  public int port() {
    return http.port();
  }

  /** How many rules are in force. */
  public int ruleCount() {
    return rules.book().current().rules().size();
  }

  /**
   * Ends in order: readiness first, then, after the notice, the requests under way, then listening,
   * then what they left to be written. Whether all of it was done in time.
   */
  public boolean stop() throws InterruptedException {
    return stop(LAST_WRITES);
  }

  /** With another bound for what is written after the requests have drained. */
  boolean stop(Duration lastWrites) throws InterruptedException {
    GatewayConfig.Server server = config.server();
    LOG.info("shutting down; requests under way have {} s", server.shutdownTimeout().toSeconds());
    boolean drained =
        http.drain(Deadline.in(server.drainNotice().plus(server.shutdownTimeout()), time));
    if (!drained) {
      LOG.warn("some requests had no answer by the deadline (server.shutdown_timeout_seconds)");
    }
    Deadline last = Deadline.in(lastWrites, time);
    end = last;
    gateway.close(last);
    boolean written = flush(last);
    close();
    LOG.info("stopped");
    return drained && written;
  }

  private boolean flush(Deadline deadline) throws InterruptedException {
    if (stores.audit().isEmpty()) {
      return true;
    }
    boolean written = stores.audit().get().flush(deadline);
    if (!written) {
      LOG.warn("the audit trail was not written in time; what is left is spooled, if it can be");
    }
    return written;
  }

  /** By when the last writes end: one deadline for all of them, from the first who asks. */
  private synchronized Deadline end() {
    Deadline known = end;
    if (known == null) {
      known = Deadline.in(LAST_WRITES, time);
      end = known;
    }
    return known;
  }

  /** Ends in the same order without waiting for requests. */
  @Override
  public void close() {
    parts.close();
  }
}
