package io.acteon.model;

import java.time.Duration;
import java.util.Optional;

/** What became of a dispatched action. Immutable. */
public sealed interface Outcome {

  /** The name of this kind of outcome in the audit trail, in metrics and in filters. */
  String tag();

  record Executed(ProviderReply reply) implements Outcome {
    @Override
    public String tag() {
      return "executed";
    }
  }

  /** An earlier action with the same identity was executed, so this one was not. */
  record Deduplicated() implements Outcome {
    @Override
    public String tag() {
      return "deduplicated";
    }
  }

  /** Suppressed or denied by a rule. */
  record Suppressed(String rule) implements Outcome {
    @Override
    public String tag() {
      return "suppressed";
    }
  }

  record Rerouted(String originalProvider, String newProvider, ProviderReply reply)
      implements Outcome {
    @Override
    public String tag() {
      return "rerouted";
    }
  }

  record Throttled(Duration retryAfter) implements Outcome {
    public Throttled {
      if (retryAfter.isNegative()) {
        throw new IllegalArgumentException("retryAfter is negative: " + retryAfter);
      }
    }

    @Override
    public String tag() {
      return "throttled";
    }
  }

  /** Not delivered; {@code attempts} is how often it was tried, 0 when never. */
  record Failed(FailureCode code, String message, boolean retryable, int attempts)
      implements Outcome {
    @Override
    public String tag() {
      return "failed";
    }
  }

  /** What would have been done, had it not been a dry run. */
  record DryRun(String verdict, Optional<String> matchedRule, String wouldBeProvider)
      implements Outcome {
    @Override
    public String tag() {
      return "dry_run";
    }
  }
}
