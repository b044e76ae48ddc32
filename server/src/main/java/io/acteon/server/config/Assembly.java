package io.acteon.server.config;

import io.acteon.audit.AuditBackend;
import io.acteon.audit.AuditMode;
import io.acteon.state.StateBackend;
import io.acteon.store.Setting;
import io.acteon.store.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the typed configuration out of values that were found good. */
final class Assembly {
  private final Plugins plugins;
  private final Values values;
  private final Path base;

  private Assembly(Plugins plugins, Values values, Path base) {
    this.plugins = plugins;
    this.values = values;
    this.base = base;
  }

  static GatewayConfig of(
      Plugins plugins, Values values, List<ProviderTable> providers, Path base) {
    var assembly = new Assembly(plugins, values, base);
    return new GatewayConfig(
        assembly.server(),
        assembly.state(),
        assembly.audit(),
        assembly.rules(),
        assembly.executor(),
        providers,
        assembly.compliance(),
        new Effective(values, providers));
  }

  private GatewayConfig.Server server() {
    return new GatewayConfig.Server(
        word("server.host"),
        number("server.port"),
        seconds("server.shutdown_timeout_seconds"),
        seconds("server.drain_notice_seconds"),
        seconds("server.request_timeout_seconds"),
        values.text("server.external_url"),
        number("server.max_sse_connections_per_tenant"),
        number("server.max_concurrent_dispatch"),
        values.bool("server.access_log"),
        values.texts("server.cors_allowed_origins"));
  }

  private GatewayConfig.State state() {
    StateBackend backend = Objects.requireNonNull(plugins.state().get(word("state.backend")));
    return new GatewayConfig.State(backend, settings("state", backend.settings()));
  }

  private GatewayConfig.Audit audit() {
    AuditBackend backend = Objects.requireNonNull(plugins.audit().get(word("audit.backend")));
    return new GatewayConfig.Audit(
        values.bool("audit.enabled"),
        backend,
        settings("audit", backend.settings()),
        values
            .optionalInteger("audit.ttl_seconds")
            .filter(seconds -> seconds > 0)
            .map(Duration::ofSeconds),
        seconds("audit.cleanup_interval_seconds"),
        values.bool("audit.store_payload"),
        new GatewayConfig.Redact(
            values.bool("audit.redact.enabled"),
            values.texts("audit.redact.fields"),
            word("audit.redact.placeholder")));
  }

  private GatewayConfig.Rules rules() {
    Optional<String> directory = values.text("rules.directory");
    return new GatewayConfig.Rules(
        directory.map(d -> path(values, "rules.directory", base)),
        directory,
        ZoneId.of(word("rules.default_timezone")),
        values.bool("rules.watch"));
  }

  private GatewayConfig.Executor executor() {
    return new GatewayConfig.Executor(
        number("executor.max_retries"),
        seconds("executor.timeout_seconds"),
        number("executor.max_concurrent"),
        values.bool("executor.dlq_enabled"));
  }

  private GatewayConfig.Compliance compliance() {
    return new GatewayConfig.Compliance(
        word("compliance.mode"),
        mode(values),
        values.text("compliance.log_id"),
        values.text("compliance.log_origin"),
        optionalPath("compliance.signing_key_file"),
        values.texts("compliance.trusted_keys"),
        seconds("compliance.checkpoint_interval_seconds"),
        optionalPath("compliance.anchor_file"),
        path(values, "compliance.spool_directory", base));
  }

  /** What the mode means, where no key of its own says otherwise. */
  static AuditMode mode(Values values) {
    AuditMode named =
        switch (values.text("compliance.mode").orElse("none")) {
          case "soc2" -> AuditMode.SOC2;
          case "hipaa" -> AuditMode.HIPAA;
          default -> AuditMode.PLAIN;
        };
    return new AuditMode(
        values.optionalBool("compliance.sync_audit_writes").orElse(named.synchronous()),
        values.optionalBool("compliance.hash_chain").orElse(named.hashChain()),
        values.optionalBool("compliance.immutable_audit").orElse(named.immutable()));
  }

  /** A path from the file starts at the file's directory, any other at the working directory. */
  static Path path(Values values, String key, Path base) {
    Values.Value value = values.find(key).orElseThrow();
    Path start = value.origin() instanceof Origin.File ? base : Path.of("");
    return start.resolve((String) value.value()).toAbsolutePath().normalize();
  }

  private Optional<Path> optionalPath(String key) {
    return isSet(values, key) ? Optional.of(path(values, key, base)) : Optional.empty();
  }

  /** An empty text unsets what the file says, where a variable or a flag may need to. */
  static boolean isSet(Values values, String key) {
    return values.text(key).filter(text -> !text.isBlank()).isPresent();
  }

  private Settings settings(String section, List<Setting> known) {
    var given = new LinkedHashMap<String, String>();
    for (Setting setting : known) {
      if (section.equals(Schema.AUDIT) && Schema.isCompliance(setting.name())) {
        fromCompliance(setting.name()).ifPresent(text -> given.put(setting.name(), text));
      } else {
        values
            .find(section + "." + setting.name())
            .filter(value -> !(value.origin() instanceof Origin.Default))
            .ifPresent(value -> given.put(setting.name(), value.value().toString()));
      }
    }
    return new Settings(known, given);
  }

  /** Files and directories as absolute paths, lists joined by commas. */
  private Optional<String> fromCompliance(String name) {
    String path = "compliance." + name;
    if (name.endsWith("_file") || name.endsWith("_directory")) {
      return optionalPath(path).map(Path::toString);
    }
    return values
        .find(path)
        .map(Values.Value::value)
        .map(value ->
            value instanceof List<?> list
                ? list.stream().map(Object::toString).collect(Collectors.joining(","))
                : value.toString())
        .filter(text -> !text.isBlank());
  }

  private String word(String path) {
    return values.text(path).orElseThrow();
  }

  private int number(String path) {
    return Math.toIntExact(values.integer(path));
  }

  private Duration seconds(String path) {
    return Duration.ofSeconds(values.integer(path));
  }
}
