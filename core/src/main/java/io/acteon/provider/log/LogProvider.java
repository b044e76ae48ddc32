package io.acteon.provider.log;

import io.acteon.json.JsonText;
import io.acteon.model.Action;
import io.acteon.model.Json;
import io.acteon.model.ProviderReply;
import io.acteon.provider.Delivery;
import io.acteon.provider.Provider;
import io.acteon.time.Deadline;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers to the gateway's own log. Thread-safe. */
final class LogProvider implements Provider {
  private static final Logger LOG = LoggerFactory.getLogger(LogProvider.class);

  private final String name;
  private final boolean withPayload;
  private final Delivery delivered;

  LogProvider(String name, boolean withPayload) {
    this.name = name;
    this.withPayload = withPayload;
    this.delivered =
        new Delivery.Delivered(
            new ProviderReply(
                ProviderReply.Status.SUCCESS,
                Json.object(Json.field("logged", true), Json.field("provider", name)),
                Map.of()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Delivery send(Action action, Deadline deadline) {
    // Printed as JSON strings: a client's line breaks must not forge log lines.
    LOG.info(
        "provider {} got action {} of {}/{}, type {}{}",
        quoted(name),
        quoted(action.id()),
        quoted(action.namespace()),
        quoted(action.tenant()),
        quoted(action.actionType()),
        withPayload ? ", payload " + JsonText.print(action.payload()) : "");
    return delivered;
  }

  private static String quoted(String text) {
    return JsonText.print(Json.of(text));
  }
}
