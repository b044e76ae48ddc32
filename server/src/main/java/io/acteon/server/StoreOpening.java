package io.acteon.server;

import io.acteon.audit.AuditStore;
import io.acteon.server.config.ConfigException;
import io.acteon.server.config.GatewayConfig;
import io.acteon.state.StateStore;
import io.acteon.store.Environment;
import io.acteon.time.Deadline;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores of one gateway on their way to being open: both at once, while the caller does other
 * things. Owns what it opens. Thread-safe.
 */
final class StoreOpening {
  private static final Logger LOG = LoggerFactory.getLogger(StoreOpening.class);

  private final Future<StateStore> state;
  private final Future<Optional<AuditStore>> audit;

  private StoreOpening(Future<StateStore> state, Future<Optional<AuditStore>> audit) {
    this.state = state;
    this.audit = audit;
  }

  static StoreOpening begin(GatewayConfig config, Environment environment) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      return new StoreOpening(
          threads.submit(() -> Stores.openState(config, environment)),
          threads.submit(() -> Stores.openAudit(config, environment)));
    } finally {
      threads.shutdown();
    }
  }

  /**
   * Waits until both are open.
   *
   * @throws ConfigException when a backend does not accept its settings
   * @throws io.acteon.store.StoreException when a store does not answer or is not fit
   */
  Stores await() throws InterruptedException {
    return new Stores(result(state), result(audit));
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

  /**
   * Closes what was opened, the trail first, which may write until {@code deadline}; what is still
   * being opened is given up.
   */
  void close(Deadline deadline) {
    close("audit trail", audit, opened -> opened.ifPresent(trail -> trail.close(deadline)));
    close("state store", state, StateStore::close);
  }

  private static <T> void close(String name, Future<T> future, Consumer<T> closing) {
    future.cancel(true);
    if (future.state() != Future.State.SUCCESS) {
      return; // it never opened, and whoever awaited it was told
    }
    try {
      closing.accept(future.resultNow());
    } catch (RuntimeException e) {
      LOG.warn("the {} did not close cleanly", name, e);
    }
  }
}
