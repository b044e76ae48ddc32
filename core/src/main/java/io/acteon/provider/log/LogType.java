package io.acteon.provider.log;

import io.acteon.provider.Provider;
import io.acteon.provider.ProviderSetting;
import io.acteon.provider.ProviderType;
import io.acteon.store.Environment;
import java.util.List;
import java.util.Map;

/** Provider type {@code log}. */
public final class LogType implements ProviderType {
  @Override
  public String name() {
    return "log";
  }

  @Override
  public List<ProviderSetting> settings() {
    return List.of(
        new ProviderSetting(
            "payload",
            ProviderSetting.Shape.BOOLEAN,
            false,
            "whether the log line holds the payload, which may be personal; default false"));
  }

  @Override
  public Provider create(String name, Map<String, Object> values, Environment environment) {
    return new LogProvider(name, Boolean.TRUE.equals(values.get("payload")));
  }
}
