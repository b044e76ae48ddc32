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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stores of one gateway: the state, and the audit trail if there is one. Immutable. */
public record Stores(StateStore state, Optional<AuditStore> audit) {
  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

  static StateStore openState(GatewayConfig config, Environment environment) {
    return accepted(
        "state", () -> config.state().backend().open(config.state().settings(), environment));
  }

  /**
   * The trail with all that runs behind it; empty when auditing is off.
   *
   * @throws ConfigException when the backend does not accept its settings, or a file of the trail
   *     cannot be written
   * @throws io.acteon.store.StoreException when the store does not answer or is not fit
   */
  public static Optional<AuditStore> openAudit(GatewayConfig config, Environment environment) {
    GatewayConfig.Audit audit = config.audit();
    if (!audit.enabled()) {
      return Optional.empty();
    }
    WrittenFiles.check(config);
    if (config.compliance().mode().immutable() && audit.ttl().isPresent()) {
      LOG.warn(
          "audit.ttl_seconds ({}) is without effect: compliance.immutable_audit keeps records for"
              + " ever",
          config.effective().origin("audit", "ttl_seconds"));
    }
    return Optional.of(
        accepted(
            "audit",
            () -> audit.backend().open(audit.settings(), config.compliance().mode(), environment)));
  }

  /**
   * The trail, to read and verify it without writing anything; empty when auditing is off.
   *
   * @throws ConfigException when the backend does not accept its settings
   * @throws io.acteon.store.StoreException when the store does not answer or is not fit
   */
  public static Optional<AuditStore> openAuditForReading(
      GatewayConfig config, Environment environment) {
    GatewayConfig.Audit audit = config.audit();
    return accepted(
        "audit",
        () ->
            audit.enabled()
                ? Optional.of(
                    audit
                        .backend()
                        .openForReading(audit.settings(), config.compliance().mode(), environment))
                : Optional.empty());
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
