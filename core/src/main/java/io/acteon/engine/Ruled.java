package io.acteon.engine;

import io.acteon.model.Action;
import io.acteon.model.Outcome;
import io.acteon.rules.Decision;
import io.acteon.rules.Verdict;
import io.acteon.time.Deadline;
import java.util.Optional;

/** A request and what the rules decided about it. Immutable. */
record Ruled(Request request, Decision decision) {

  Action action() {
    return request.action();
  }

  Deadline deadline() {
    return request.deadline();
  }

  Verdict verdict() {
    return decision.verdict();
  }

  /** The rule as clients are told it: they know none for allow and deduplicate. */
  Optional<String> shownRule() {
    return switch (verdict()) {
      case Verdict.Allow _, Verdict.Deduplicate _ -> Optional.empty();
      case Verdict.Deny _,
          Verdict.Suppress _,
          Verdict.Throttle _,
          Verdict.Reroute _,
          Verdict.Modify _ ->
          decision.matchedRule();
    };
  }

  /** What a dry run answers. */
  Outcome.DryRun wouldBe() {
    String provider =
        verdict() instanceof Verdict.Reroute(String _, String target)
            ? target
            : action().provider();
    return new Outcome.DryRun(verdict().tag(), shownRule(), provider);
  }
}
