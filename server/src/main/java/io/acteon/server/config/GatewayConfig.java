package io.acteon.server.config;

import io.acteon.audit.AuditBackend;
import io.acteon.audit.AuditMode;
import io.acteon.state.StateBackend;
import io.acteon.store.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A checked configuration of the gateway. Immutable. */
public record GatewayConfig(
    Server server,
    State state,
    Audit audit,
    Rules rules,
    Executor executor,
    List<ProviderTable> providers,
    Compliance compliance,
    Effective effective) {

  public GatewayConfig {
    providers = List.copyOf(providers);
  }

  /** {@code [server]}. */
  public record Server(
      String host,
      int port,
      Duration shutdownTimeout,
      Duration drainNotice,
      Duration requestTimeout,
      Optional<String> externalUrl,
      int maxSseConnectionsPerTenant,
      int maxConcurrentDispatch,
      boolean accessLog,
      List<String> corsAllowedOrigins) {}

  /** {@code [state]}. */
  public record State(StateBackend backend, Settings settings) {}

  /**
   * {@code [audit]}.
   *
   * @param ttl how long records live; absent means for ever
   */
  public record Audit(
      boolean enabled,
      AuditBackend backend,
      Settings settings,
      Optional<Duration> ttl,
      Duration cleanupInterval,
      boolean storePayload,
      Redact redact) {}

  /** {@code [audit.redact]}. */
  public record Redact(boolean enabled, List<String> fields, String placeholder) {}

  /**
   * {@code [rules]}.
   *
   * @param directory absolute; it existed when the configuration was read
   * @param directoryAsWritten as clients may name it
   */
  public record Rules(
      Optional<Path> directory,
      Optional<String> directoryAsWritten,
      ZoneId defaultTimezone,
      boolean watch) {}

  /** {@code [executor]}. */
  public record Executor(
      int maxRetries, Duration timeout, int maxConcurrent, boolean deadLetters) {}

  /** {@code [compliance]}; files and directories are absolute. */
  public record Compliance(
      String modeName,
      AuditMode mode,
      Optional<String> logId,
      Optional<String> logOrigin,
      Optional<Path> signingKeyFile,
      List<String> trustedKeys,
      Duration checkpointInterval,
      Optional<Path> anchorFile,
      Path spoolDirectory) {}
}
