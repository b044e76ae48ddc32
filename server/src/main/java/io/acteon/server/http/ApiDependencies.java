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
 * @param audit absent when auditing is off
 * @param complianceMode {@code none}, {@code soc2} or {@code hipaa}, as configured
 * @param metrics must also be what the gateway and the stores report to
 * @param config the effective configuration without secrets, as {@code /admin/config} shows it
 * @param inbox what a provider kept for looking at, when one does
 */
public record ApiDependencies(
    Gateway gateway,
    StateStore state,
    Optional<AuditStore> audit,
    String complianceMode,
    GatewayMetrics metrics,
    Supplier<Json> config,
    Optional<Supplier<Json>> inbox,
    TimeSource time,
    UuidV7 ids) {}
