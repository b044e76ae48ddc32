package io.acteon.server.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every section and key that a configuration may hold, given the backends and provider types that
 * are there. Immutable.
 */
final class Schema {
  static final String STATE = "state";
  static final String AUDIT = "audit";
  static final String PROVIDERS = "providers";

  /** Sections of the gateway's documentation whose feature this server does not have. */
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "ui",
          "auth",
          "rate_limit",
          "background",
          "chains",
          "circuit_breaker",
          "telemetry",
          "encryption",
          "quotas",
          "templates",
          "tls",
          "signing",
          "attachments",
          "enrichments",
          "embedding",
          "llm_guardrail",
          "wasm",
          "bus",
          "state_machines");

  /** Keys of backends that this server does not have, and whose they are. */
  private static final Map<String, String> FOREIGN_KEYS =
      Map.of(
          "ssl_mode", "postgres",
          "ssl_root_cert", "postgres",
          "ssl_cert", "postgres",
          "ssl_key", "postgres",
          "tls_enabled", "redis",
          "tls_ca_cert_path", "redis",
          "tls_insecure", "redis");

  private final Plugins plugins;

  Schema(Plugins plugins) {
    this.plugins = plugins;
  }

  Plugins plugins() {
    return plugins;
  }

  /** The sections with the keys of the chosen backends; an unknown backend has no keys. */
  List<Section> sections(String stateBackend, String auditBackend) {
    return Stream.concat(
            Stream.of(
                new Section(STATE, joined(Sections.STATE, backendKeys(STATE, stateBackend))),
                new Section(AUDIT, joined(Sections.AUDIT, backendKeys(AUDIT, auditBackend)))),
            Sections.FIXED.stream())
        .toList();
  }

  /** The keys that only a backend understands. */
  List<Key> backendKeys(String section, String backend) {
    return switch (section) {
      case STATE -> keys(plugins.state(), backend, b -> b.settings().stream().map(Key::of));
      case AUDIT ->
          keys(
              plugins.audit(),
              backend,
              b -> b.settings().stream().filter(s -> !isCompliance(s.name())).map(Key::of));
      default -> List.of();
    };
  }

  /**
   * Whether a setting of an audit backend stands in {@code [compliance]} and is filled from there.
   */
  static boolean isCompliance(String setting) {
    return Sections.COMPLIANCE.stream().anyMatch(key -> key.name().equals(setting));
  }

  /** The keys of a provider of {@code type}, name and type among them. */
  List<Key> providerKeys(String type) {
    return joined(
        Sections.PROVIDER,
        keys(plugins.providers(), type, t -> t.settings().stream().map(Key::of)));
  }

  Collection<String> backends(String section) {
    return section.equals(STATE) ? plugins.state().keySet() : plugins.audit().keySet();
  }

  /** The present backends of {@code section}, other than the chosen one, that know {@code key}. */
  List<String> othersKnowing(String section, String key) {
    return backends(section).stream()
        .filter(name -> backendKeys(section, name).stream().anyMatch(k -> k.name().equals(key)))
        .toList();
  }

  /** Which backend, not present here, {@code key} belongs to. */
  Optional<String> foreignOwner(String key) {
    return Optional.ofNullable(FOREIGN_KEYS.get(key));
  }

  static boolean isUnsupported(String section) {
    return UNSUPPORTED.contains(section);
  }

  static Stream<String> unsupported() {
    return UNSUPPORTED.stream().sorted();
  }

  /** The sentence about a section of a feature that is not there, to be gone on with. */
  static String notSupported(String section) {
    return "[" + section + "] is not supported yet";
  }

  /** Every word that may stand at the top of a file. */
  Set<String> topLevelNames() {
    var names =
        sections("", "").stream()
            .map(section -> section.path().replaceFirst("\\..*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    names.add(PROVIDERS);
    return names;
  }

  private static <T> List<Key> keys(
      Map<String, T> present, String name, Function<T, Stream<Key>> settings) {
    T plugin = present.get(name);
    return plugin == null ? List.of() : settings.apply(plugin).toList();
  }

  /** A key of ours wins over a backend's of the same name. */
  private static List<Key> joined(List<Key> ours, List<Key> theirs) {
    var all = new ArrayList<Key>(ours);
    theirs.stream()
        .filter(key -> ours.stream().noneMatch(mine -> mine.name().equals(key.name())))
        .forEach(all::add);
    return all;
  }
}
