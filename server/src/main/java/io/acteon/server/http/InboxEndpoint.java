package io.acteon.server.http;

import io.acteon.engine.Providers;
import io.acteon.json.ActionJson;
import io.acteon.model.Json;
import io.acteon.provider.inbox.Inbox;
import io.acteon.server.http.transport.Reply;
import io.acteon.server.http.transport.Request;
import io.acteon.server.http.transport.Route;
import io.acteon.server.http.wire.Rfc3339;
import java.util.List;
import java.util.stream.Stream;

/**
 * Shows what the inbox providers kept, where there is one: whoever configures an inbox wants to
 * look into it. Thread-safe.
 */
final class InboxEndpoint {
  private final List<Inbox> inboxes;

  InboxEndpoint(Providers providers) {
    this.inboxes =
        providers.names().stream()
            .flatMap(name -> providers.find(name).stream())
            .flatMap(
                provider -> provider instanceof Inbox inbox ? Stream.of(inbox) : Stream.empty())
            .toList();
  }

  List<Route> routes() {
    return inboxes.isEmpty() ? List.of() : List.of(Route.get("/dev/inbox", this::show));
  }

  private Reply show(Request request) {
    return Reply.ok(
        Json.object(
            Json.field("received", inboxes.stream().mapToLong(Inbox::received).sum()),
            Json.field(
                "messages",
                Json.array(inboxes.stream().flatMap(InboxEndpoint::messages).toList()))));
  }

  private static Stream<Json> messages(Inbox inbox) {
    return inbox.messages().stream()
        .map(message ->
            Json.object(
                Json.field("number", message.number()),
                Json.field("inbox", inbox.name()),
                Json.field("received_at", Rfc3339.print(message.receivedAt())),
                Json.field("action", ActionJson.of(message.action()))));
  }
}
