package io.acteon.engine;

import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Json;
import io.acteon.model.Outcome;
import io.acteon.provider.Provider;
import io.acteon.rules.MergePatch;
import io.acteon.rules.Verdict;
import java.util.Optional;

/**
 * What a verdict comes down to, before any state is asked: an answer, or something to send.
 * Immutable.
 */
sealed interface Plan {
  record Answer(Outcome outcome) implements Plan {}

  /**
   * @param action as the provider shall see it
   * @param reroutedFrom the provider that the client named, if a rule chose another
   */
  record Send(Provider provider, Action action, Optional<String> reroutedFrom) implements Plan {

    /** What the client is told of a delivery. */
    Outcome told(Outcome delivered) {
      return delivered instanceof Outcome.Executed(var reply) && reroutedFrom.isPresent()
          ? new Outcome.Rerouted(reroutedFrom.get(), provider.name(), reply)
          : delivered;
    }
  }

  static Plan of(Ruled ruled, Providers providers) {
    Action action = ruled.action();
    return switch (ruled.verdict()) {
      case Verdict.Deny(String rule) -> new Answer(new Outcome.Suppressed(rule));
      case Verdict.Suppress(String rule) -> new Answer(new Outcome.Suppressed(rule));
      case Verdict.Reroute(String _, String target) ->
          send(action.withProvider(target), Optional.of(action.provider()), providers);
      case Verdict.Modify(String _, Json patch) ->
          send(
              action.withPayload(MergePatch.apply(action.payload(), patch)),
              Optional.empty(),
              providers);
      case Verdict.Allow _, Verdict.Deduplicate _, Verdict.Throttle _ ->
          send(action, Optional.empty(), providers);
    };
  }

  private static Plan send(Action action, Optional<String> reroutedFrom, Providers providers) {
    return providers
        .find(action.provider())
        .<Plan>map(provider -> new Send(provider, action, reroutedFrom))
        .orElseGet(() -> new Answer(notFound(action.provider())));
  }

  private static Outcome notFound(String provider) {
    return new Outcome.Failed(
        FailureCode.PROVIDER_NOT_FOUND, "provider not found: " + provider, false, 0);
  }
}
