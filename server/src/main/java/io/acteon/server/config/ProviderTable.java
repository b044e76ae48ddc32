package io.acteon.server.config;

import io.acteon.provider.ProviderType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One {@code [[providers]]} table, checked. Immutable.
 *
 * @param values by setting name, in the shapes that {@link ProviderType#create} expects
 * @param path such as {@code providers[0]}
 * @param where file, line and column of the table
 */
public record ProviderTable(
    String name, ProviderType type, Map<String, Object> values, String path, String where) {
  public ProviderTable {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
