package io.acteon.server;

import io.acteon.audit.AuditStore;
import io.acteon.server.config.ConfigException;
import io.acteon.server.config.GatewayConfig;
import io.acteon.server.config.Problem;
import io.acteon.state.StateStore;
import io.acteon.store.Environment;
import io.acteon.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** The stores of one gateway: the state, and the audit trail if there is one. Immutable. */
public record Stores(StateStore state, Optional<AuditStore> audit) {

  /**
   * Opens them, both at once.
   *
   * @throws ConfigException when a backend does not accept its settings
   * @throws io.acteon.store.StoreException when a store does not answer or is not fit
   */
  static Stores open(GatewayConfig config, Environment environment) throws InterruptedException {
    try (ExecutorService two = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<StateStore> state =
          two.submit(() ->
              accepted(
                  "state",
                  () -> config.state().backend().open(config.state().settings(), environment)));
      Future<Optional<AuditStore>> audit =
          two.submit(() -> accepted("audit", () -> openAudit(config, environment)));
      try {
        return new Stores(result(state), result(audit));
      } catch (RuntimeException | InterruptedException e) {
        closeIfOpened(state, audit);
        throw e;
      }
    }
  }

  private static Optional<AuditStore> openAudit(GatewayConfig config, Environment environment) {
    GatewayConfig.Audit audit = config.audit();
    return audit.enabled()
        ? Optional.of(
            audit.backend().open(audit.settings(), config.compliance().mode(), environment))
        : Optional.empty();
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a store could not be opened", e.getCause());
    }
  }

  private static void closeIfOpened(Future<StateStore> state, Future<Optional<AuditStore>> audit) {
    try {
      result(state).close();
    } catch (RuntimeException | InterruptedException _) {
      // It is the one that failed.
    }
    try {
      result(audit).ifPresent(AuditStore::close);
    } catch (RuntimeException | InterruptedException _) {
      // It is the one that failed.
    }
  }

  /**
   * Creates or checks what the stores need; answers what was found and done, a sentence each.
   *
   * @throws ConfigException when a backend does not accept its settings
   * @throws io.acteon.store.StoreException when a store does not answer or is not fit
   */
  public static List<String> migrate(
      GatewayConfig config, Environment environment, Deadline deadline) {
    var told = new ArrayList<String>();
    GatewayConfig.State state = config.state();
    GatewayConfig.Audit audit = config.audit();
    told.addAll(
        accepted("state", () -> state.backend().migrate(state.settings(), environment, deadline)));
    if (audit.enabled()) {
      told.addAll(
          accepted(
              "audit", () -> audit.backend().migrate(audit.settings(), environment, deadline)));
    } else {
      told.add("audit is off (audit.enabled = false): its table was left alone");
    }
    return told;
  }

  /** What {@code backend} answers; settings that it does not accept are a configuration problem. */
  private static <T> T accepted(String section, Supplier<T> backend) {
    try {
      return backend.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          List.of(new Problem("[" + section + "]", "", String.valueOf(e.getMessage()))));
    }
  }
}
