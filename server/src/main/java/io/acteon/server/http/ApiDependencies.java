package io.acteon.server.http;

import io.acteon.audit.AuditStore;
import io.acteon.engine.Gateway;
import io.acteon.model.Json;
import io.acteon.server.metrics.GatewayMetrics;
import io.acteon.state.StateStore;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the API serves. Immutable; nothing here is closed by the server.
 *
 * @param rules absent when no directory is configured, so that nothing can be reloaded
 * @param audit absent when auditing is off
 * @param complianceMode {@code none}, {@code soc2} or {@code hipaa}, as configured
 * @param metrics must also be what the gateway and the stores report to
 * @param config the effective configuration without secrets, as {@code /admin/config} shows it
 */
public record ApiDependencies(
    Gateway gateway,
    Optional<RuleSource> rules,
    StateStore state,
    Optional<AuditStore> audit,
    String complianceMode,
    GatewayMetrics metrics,
    Supplier<Json> config,
    TimeSource time,
    UuidV7 ids) {}
