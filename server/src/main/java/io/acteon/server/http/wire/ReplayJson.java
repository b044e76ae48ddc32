package io.acteon.server.http.wire;

import io.acteon.engine.Replay;
import io.acteon.model.Json;
import io.acteon.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came of replays, as clients know it. */
public final class ReplayJson {
  private ReplayJson() {}

  /** A replay that was tried. */
  public static Json of(Replay replay) {
    return switch (replay) {
      case Replay.Done(String original, String id, Outcome.Failed failed) ->
          result(
              original,
              id,
              Optional.of(failed.code() + ": " + failed.message()),
              Optional.of(failed));
      case Replay.Done(String original, String id, Outcome outcome) ->
          result(original, id, Optional.empty(), Optional.of(outcome));
      case Replay.Faulted faulted ->
          result(
              faulted.originalId(),
              faulted.newId(),
              Optional.of(String.valueOf(faulted.fault().getMessage())),
              Optional.empty());
      case Replay.Skipped skipped ->
          throw new IllegalArgumentException("was not replayed: " + skipped);
    };
  }

  private static Json result(
      String original, String id, Optional<String> error, Optional<Outcome> outcome) {
    return Json.object(
        Json.field("original_action_id", original),
        Json.field("new_action_id", id),
        Json.field("success", error.isEmpty()),
        Json.field("outcome", Json.ofNullable(outcome.map(Outcome::tag))),
        Json.field("error", Json.ofNullable(error)));
  }

  /**
   * The replays of one call.
   *
   * @param next how to go on with the records that the call did not reach
   */
  public static Json of(List<Replay> replays, Optional<String> next) {
    var results = new ArrayList<Json>();
    var skipped = new ArrayList<Json>();
    int failed = 0;
    for (Replay replay : replays) {
      switch (replay) {
        case Replay.Done(String _, String _, Outcome outcome) -> {
          results.add(of(replay));
          failed += outcome instanceof Outcome.Failed ? 1 : 0;
        }
        case Replay.Faulted _ -> {
          results.add(of(replay));
          failed++;
        }
        case Replay.Skipped(String original, String reason) ->
            skipped.add(
                Json.object(
                    Json.field("original_action_id", original), Json.field("reason", reason)));
      }
    }
    Json.Obj answer =
        Json.object(
            Json.field("replayed", results.size() - failed),
            Json.field("failed", failed),
            Json.field("skipped", skipped.size()),
            Json.field("results", Json.array(results)),
            Json.field("skipped_actions", Json.array(skipped)));
    return next.map(cursor -> answer.with("next_cursor", Json.of(cursor))).orElse(answer);
  }
}
