package io.acteon.rules;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How to explain a decision. Immutable.
 *
 * @param includeDisabled list disabled rules as skipped; else they do not appear at all
 * @param evaluateAll evaluate the rules after the first match too; else they are listed as skipped
 * @param evaluateAt the time to evaluate at instead of now
 * @param mockState state to pretend, as text: by {@code namespace:tenant:kind:id} or by the id
 *     alone; what it does not name is read as usual
 */
public record TraceOptions(
    boolean includeDisabled,
    boolean evaluateAll,
    Optional<Instant> evaluateAt,
    Map<String, String> mockState) {

  /** No disabled rules, stop at the first match, now, the state as it is. */
  public static final TraceOptions DEFAULT =
      new TraceOptions(false, false, Optional.empty(), Map.of());

  public TraceOptions {
    mockState = Map.copyOf(mockState);
  }
}
