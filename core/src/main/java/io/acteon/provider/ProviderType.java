package io.acteon.provider;

import io.acteon.store.Environment;
import java.util.List;
import java.util.Map;

/**
 * A kind of provider that configuration can name; found by {@link java.util.ServiceLoader}, so the
 * module on the class path is the feature flag.
 */
public interface ProviderType {

  /** The word for {@code [[providers]] type}. */
  String name();

  /**
   * The keys that may stand in a {@code [[providers]]} table of this type, besides name and type.
   */
  List<ProviderSetting> settings();

  /**
   * Makes a provider.
   *
   * @param values by setting name; types were checked: String, Long, Boolean, List of String, Map
   *     of String to String
   * @throws IllegalArgumentException with the key's name first, such as {@code "url is missing;
   *     ..."}
   */
  Provider create(String name, Map<String, Object> values, Environment environment);
}
