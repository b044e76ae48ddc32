package io.acteon.server;

import io.acteon.engine.Providers;
import io.acteon.provider.Provider;
import io.acteon.server.config.ConfigException;
import io.acteon.server.config.Problem;
import io.acteon.server.config.ProviderTable;
import io.acteon.store.Environment;
import java.util.ArrayList;
import java.util.List;

/** Makes the providers that the configuration names. */
final class ProviderOpening {
  private ProviderOpening() {}

  /**
   * All of them.
   *
   * @throws ConfigException naming everything that their types did not accept
   */
  static Providers open(List<ProviderTable> tables, Environment environment) {
    var made = new ArrayList<Provider>();
    var problems = new ArrayList<Problem>();
    for (ProviderTable table : tables) {
      try {
        made.add(table.type().create(table.name(), table.values(), environment));
      } catch (IllegalArgumentException e) {
        problems.add(new Problem(table.where(), table.path(), String.valueOf(e.getMessage())));
      }
    }
    var providers = new Providers(made);
    if (!problems.isEmpty()) {
      providers.close();
      throw new ConfigException(problems);
    }
    return providers;
  }
}
