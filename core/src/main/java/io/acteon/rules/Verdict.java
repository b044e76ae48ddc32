package io.acteon.rules;

import io.acteon.model.Json;
import java.time.Duration;

/**
 * What the rules want done with an action. Immutable. {@link Allow} carries no rule because it is
 * also the verdict when none matched.
 */
public sealed interface Verdict {
  /** How long an identity is remembered when the rule does not say. */
  Duration DEFAULT_DEDUPLICATION = Duration.ofHours(24);

  /** The name of this kind of verdict on the wire, in the audit trail and in metrics. */
  String tag();

  record Allow() implements Verdict {
    @Override
    public String tag() {
      return "allow";
    }
  }

  record Deny(String rule) implements Verdict {
    @Override
    public String tag() {
      return "deny";
    }
  }

  record Suppress(String rule) implements Verdict {
    @Override
    public String tag() {
      return "suppress";
    }
  }

  /** Execute at most once per identity within {@code ttl}, counted from the first claim. */
  record Deduplicate(String rule, Duration ttl) implements Verdict {
    public Deduplicate {
      requirePositive("ttl", ttl);
    }

    @Override
    public String tag() {
      return "deduplicate";
    }
  }

  /** Execute at most {@code maxCount} actions per {@code window}, counted per scope and rule. */
  record Throttle(String rule, long maxCount, Duration window) implements Verdict {
    public Throttle {
      requirePositive("window", window);
      if (maxCount < 1) {
        throw new IllegalArgumentException("maxCount must be positive, not " + maxCount);
      }
    }

    @Override
    public String tag() {
      return "throttle";
    }
  }

  /** Execute on the provider {@code target} instead of the action's own. */
  record Reroute(String rule, String target) implements Verdict {
    @Override
    public String tag() {
      return "reroute";
    }
  }

  /** Merge {@code patch} (RFC 7396) into the payload, then execute; see {@link MergePatch}. */
  record Modify(String rule, Json patch) implements Verdict {
    @Override
    public String tag() {
      return "modify";
    }
  }

  private static void requirePositive(String what, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(what + " must be positive, not " + value);
    }
  }
}
