package io.acteon.provider.webhook;

import io.acteon.provider.Provider;
import io.acteon.provider.ProviderSetting;
import io.acteon.provider.ProviderSetting.Shape;
import io.acteon.provider.ProviderType;
import io.acteon.store.Environment;
import java.util.List;
import java.util.Map;

/** Provider type {@code webhook}. */
public final class WebhookType implements ProviderType {
  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public List<ProviderSetting> settings() {
    return List.of(
        new ProviderSetting(
            "url", Shape.TEXT, true, "where actions are posted to: https, or http; required"),
        new ProviderSetting("headers", Shape.TEXT_MAP, true, "request headers to add"),
        new ProviderSetting(
            "secret",
            Shape.TEXT,
            true,
            "signs requests by Standard Webhooks: whsec_ and base64 of 24 to 64 bytes; several,"
                + " separated by spaces, while one is being replaced"),
        new ProviderSetting(
            "timeout_seconds",
            Shape.INTEGER,
            false,
            "of one attempt; default and upper bound: executor.timeout_seconds"),
        new ProviderSetting(
            "allow_private_targets",
            Shape.BOOLEAN,
            false,
            "whether addresses that are not public may be called; default false"),
        new ProviderSetting(
            "max_response_bytes",
            Shape.INTEGER,
            false,
            "how much of a response's body is read; default " + WebhookSettings.MAX_RESPONSE));
  }

  @Override
  public Provider create(String name, Map<String, Object> values, Environment environment) {
    return new Webhook(
        name, WebhookSettings.of(name, values), Connector.system(), environment.time());
  }
}
