package io.acteon.engine;

import io.acteon.model.Json;
import io.acteon.model.Outcome;
import io.acteon.model.ProviderReply;

/** What the trail keeps of an outcome besides its tag. */
final class OutcomeDetails {
  private OutcomeDetails() {}

  static Json of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Executed(ProviderReply reply) ->
          Json.object(Json.field("status", word(reply.status())));
      case Outcome.Deduplicated _ -> Json.EMPTY;
      case Outcome.Suppressed(String rule) -> Json.object(Json.field("rule", rule));
      case Outcome.Rerouted(String from, String to, ProviderReply _) ->
          Json.object(Json.field("new_provider", to), Json.field("original_provider", from));
      case Outcome.Throttled throttled ->
          Json.object(Json.field("retry_after_secs", throttled.retryAfter().toSeconds()));
      case Outcome.Failed failed ->
          Json.object(
              Json.field("attempts", failed.attempts()),
              Json.field("code", failed.code().name()),
              Json.field("message", failed.message()),
              Json.field("retryable", failed.retryable()));
      case Outcome.DryRun _ -> throw new IllegalArgumentException("dry runs are not audited");
    };
  }

  private static String word(ProviderReply.Status status) {
    return switch (status) {
      case SUCCESS -> "Success";
      case FAILURE -> "Failure";
      case PARTIAL -> "Partial";
    };
  }
}
