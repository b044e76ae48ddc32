package io.acteon.provider.inbox;

import io.acteon.provider.Provider;
import io.acteon.provider.ProviderSetting;
import io.acteon.provider.ProviderType;
import io.acteon.store.Environment;
import java.util.List;
import java.util.Map;

/** Provider type {@code inbox}. */
public final class InboxType implements ProviderType {
  @Override
  public String name() {
    return "inbox";
  }

  @Override
  public List<ProviderSetting> settings() {
    return List.of();
  }

  @Override
  public Provider create(String name, Map<String, Object> values, Environment environment) {
    return new Inbox(name, environment.time());
  }
}
