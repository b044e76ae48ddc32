package io.acteon.engine;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.model.Outcome;

/** What stays in a completed claim, for whoever looks into the table. */
final class ClaimResult {
  private ClaimResult() {}

  static String of(Ruled ruled, Outcome outcome) {
    return JsonText.print(
        Json.object(
            Json.field("action_id", ruled.action().id()),
            Json.field("dispatch", ruled.request().id()),
            Json.field("outcome", outcome.tag())));
  }
}
