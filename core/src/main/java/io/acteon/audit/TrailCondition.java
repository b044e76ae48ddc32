package io.acteon.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a trail fares in this process, for watchers. Immutable.
 *
 * @param stopped why nothing is appended any more, a sentence for each chain that was stopped
 * @param checkpointedAt when a round of checkpoints last succeeded, with or without anything new;
 *     empty where none are made
 */
public record TrailCondition(List<String> stopped, Optional<Instant> checkpointedAt) {
  public static final TrailCondition GOOD = new TrailCondition(List.of(), Optional.empty());

  public TrailCondition {
    stopped = List.copyOf(stopped);
  }
}
