package io.acteon.server.cli;

import io.acteon.audit.AuditChain;
import io.acteon.audit.AuditStore;
import io.acteon.server.Stores;
import io.acteon.server.config.GatewayConfig;
import io.acteon.store.Environment;
import java.util.Optional;
import java.util.function.BiFunction;

/** The trail that a configuration names, open for one command. Not thread-safe. */
final class AuditTrail implements AutoCloseable {
  private final AuditStore store;

  private AuditTrail(AuditStore store) {
    this.store = store;
  }

  /** Opens it so that read access is enough. */
  static AuditTrail forReading(GatewayConfig config) {
    return open(config, Stores::openAuditForReading);
  }

  /** Opens it as a gateway does. */
  static AuditTrail forWriting(GatewayConfig config) {
    return open(config, Stores::openAudit);
  }

  private static AuditTrail open(
      GatewayConfig config, BiFunction<GatewayConfig, Environment, Optional<AuditStore>> opening) {
    return new AuditTrail(
        opening
            .apply(config, Environment.system())
            .orElseThrow(() ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "this configuration has no audit trail; write enabled = true below [audit]")));
  }

  AuditStore store() {
    return store;
  }

  AuditChain chain() {
    return store
        .chain()
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.USAGE,
                "hash chaining is not enabled in this configuration; write mode = \"soc2\" or"
                    + " hash_chain = true below [compliance]"));
  }

  @Override
  public void close() {
    store.close();
  }
}
