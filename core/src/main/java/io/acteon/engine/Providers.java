package io.acteon.engine;

import io.acteon.provider.Provider;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers of one gateway by name. Immutable. */
public final class Providers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

  private final Map<String, Provider> byName;

  /**
   * Takes the providers over; {@link #close} closes them.
   *
   * @throws IllegalArgumentException when two have one name
   */
  public Providers(Collection<? extends Provider> providers) {
    var map = new LinkedHashMap<String, Provider>();
    for (Provider provider : providers) {
      if (map.put(provider.name(), provider) != null) {
        throw new IllegalArgumentException(
            "two providers are named '" + provider.name() + "'; names must be unique");
      }
    }
    this.byName = Collections.unmodifiableMap(map);
  }

  public Optional<Provider> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** In the order of configuration. */
  public Set<String> names() {
    return byName.keySet();
  }

  @Override
  public void close() {
    byName.values().forEach(Providers::close);
  }

  private static void close(Provider provider) {
    try {
      provider.close();
    } catch (Exception e) {
      LOG.warn("provider '{}' did not close cleanly", provider.name(), e);
    }
  }
}
