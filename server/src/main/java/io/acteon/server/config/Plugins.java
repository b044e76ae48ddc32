package io.acteon.server.config;

import io.acteon.audit.AuditBackend;
import io.acteon.provider.ProviderType;
import io.acteon.state.StateBackend;
import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The backends and provider types on the class path, by the word that names them. Immutable.
 *
 * @param state by name, sorted
 * @param audit by name, sorted
 * @param providers by name, sorted
 */
public record Plugins(
    Map<String, StateBackend> state,
    Map<String, AuditBackend> audit,
    Map<String, ProviderType> providers) {

  public Plugins {
    state = Collections.unmodifiableMap(new TreeMap<>(state));
    audit = Collections.unmodifiableMap(new TreeMap<>(audit));
    providers = Collections.unmodifiableMap(new TreeMap<>(providers));
  }

  /** What {@link ServiceLoader} finds. */
  public static Plugins load() {
    return new Plugins(
        byName(StateBackend.class, StateBackend::name),
        byName(AuditBackend.class, AuditBackend::name),
        byName(ProviderType.class, ProviderType::name));
  }

  private static <T> Map<String, T> byName(Class<T> service, Function<T, String> name) {
    var found = new TreeMap<String, T>();
    for (T plugin : ServiceLoader.load(service)) {
      if (found.put(name.apply(plugin), plugin) != null) {
        throw new IllegalStateException(
            "two " + service.getSimpleName() + "s call themselves '" + name.apply(plugin) + "'");
      }
    }
    return found;
  }
}
