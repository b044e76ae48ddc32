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
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway that listens: stores, rules, providers, pipeline and API of one process, as the
 * configuration says. Thread-safe.
 */
public final class GatewayServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

  /** After the requests have drained, for claims to be completed and the trail to be written. */
  private static final Duration LAST_WRITES = Duration.ofSeconds(5);

  private final GatewayConfig config;
  private final TimeSource time;
  private final LastInFirstOut parts;
  private final Stores stores;
  private final LiveRules rules;
  private final Gateway gateway;
  private final HttpServer http;

  private GatewayServer(GatewayConfig config, TimeSource time, LastInFirstOut parts)
      throws InterruptedException {
    this.config = config;
    this.time = time;
    this.parts = parts;
    var metrics = new GatewayMetrics();
    var ids = new UuidV7(time);
    var environment = new Environment(time, ids, metrics);
    StoreOpening opening = StoreOpening.begin(config, environment);
    parts.closeLater("stores", opening);
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
    parts.closeLater("pipeline", gateway);
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
        config.rules().directory().map(directory -> new RuleSource(directory, rules::reload)),
        stores.state(),
        stores.audit(),
        config.compliance().modeName(),
        metrics,
        () -> ConfigSnapshot.of(config),
        time,
        ids);
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
   * Ends in order: readiness first, then listening, then the requests under way, then what they
   * left to be written. Whether all of it was done in the configured time.
   */
  public boolean stop() throws InterruptedException {
    Deadline deadline = Deadline.in(config.server().shutdownTimeout(), time);
    LOG.info(
        "shutting down; requests under way have {} s",
        config.server().shutdownTimeout().toSeconds());
    boolean drained = http.drain(deadline);
    if (!drained) {
      LOG.warn("some requests had no answer by the deadline (server.shutdown_timeout_seconds)");
    }
    gateway.close(deadline.plus(LAST_WRITES));
    boolean written = flush(deadline.plus(LAST_WRITES));
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

  /** Ends at once, in the same order. */
  @Override
  public void close() {
    parts.close();
  }
}
