package io.acteon.server.http.wire;

import io.acteon.model.Json;
import io.acteon.model.Outcome;
import io.acteon.model.ProviderReply;
import java.time.Duration;
import java.util.Locale;

/** Outcomes as clients know them: tagged from outside, the tag in Pascal case. */
public final class OutcomeJson {
  private OutcomeJson() {}

  public static Json of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Executed(ProviderReply reply) -> tagged("Executed", reply(reply));
      case Outcome.Deduplicated _ -> Json.of("Deduplicated");
      case Outcome.Suppressed(String rule) ->
          tagged("Suppressed", Json.object(Json.field("rule", rule)));
      case Outcome.Rerouted(String original, String chosen, ProviderReply reply) ->
          tagged(
              "Rerouted",
              Json.object(
                  Json.field("original_provider", original),
                  Json.field("new_provider", chosen),
                  Json.field("response", reply(reply))));
      case Outcome.Throttled(Duration wait) ->
          tagged(
              "Throttled",
              Json.object(
                  Json.field(
                      "retry_after",
                      Json.object(
                          Json.field("secs", wait.toSeconds()),
                          Json.field("nanos", wait.toNanosPart())))));
      case Outcome.Failed failed ->
          tagged(
              "Failed",
              Json.object(
                  Json.field("code", failed.code().name()),
                  Json.field("message", failed.message()),
                  Json.field("retryable", failed.retryable()),
                  Json.field("attempts", failed.attempts())));
      case Outcome.DryRun dry ->
          tagged(
              "DryRun",
              Json.object(
                  Json.field("verdict", dry.verdict()),
                  Json.field("matched_rule", Json.ofNullable(dry.matchedRule())),
                  Json.field("would_be_provider", dry.wouldBeProvider())));
    };
  }

  private static Json tagged(String tag, Json fields) {
    return Json.object(Json.field(tag, fields));
  }

  private static Json reply(ProviderReply reply) {
    return Json.object(
        Json.field("status", reply.status().name().toLowerCase(Locale.ROOT)),
        Json.field("body", reply.body()),
        Json.field("headers", Json.texts(reply.headers())));
  }
}
