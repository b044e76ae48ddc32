package io.acteon.engine;

import io.acteon.model.Outcome;
import io.acteon.rules.Verdict;
import io.acteon.state.Counters;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets {@code max_count} actions per window, scope and rule through, by a counter that expires with
 * its window. It fails open: a counter that cannot be asked holds nothing up. Thread-safe.
 */
final class ThrottleGate {
  /** Short, because what waits here is let through in the end and still has to be sent. */
  private static final Duration STEP = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(ThrottleGate.class);

  private final Counters counters;
  private final TimeSource time;
  private final GatewayListener listener;

  ThrottleGate(Counters counters, TimeSource time, GatewayListener listener) {
    this.counters = counters;
    this.time = time;
    this.listener = listener;
  }

  Passage pass(Ruled ruled, Verdict.Throttle verdict) {
    return count(ruled, verdict)
        .filter(count -> count.value() > verdict.maxCount())
        .<Passage>map(count -> new Passage.Closed(throttled(count, verdict.window())))
        .orElse(Passage.FREE);
  }

  /** The count with this action in it; empty when it is not known. */
  private Optional<Counters.Count> count(Ruled ruled, Verdict.Throttle verdict) {
    var key = new StateKey(ruled.action().scope(), Kind.THROTTLE, verdict.rule());
    Deadline deadline = ruled.deadline().atMost(STEP);
    try {
      return switch (counters.increment(key, 1, Ttl.of(verdict.window()), deadline)) {
        case Answer.Applied<Counters.Count, Void>(Counters.Count count) -> Optional.of(count);
        case Answer.Refused<Counters.Count, Void> _ ->
            throw new IllegalStateException("a counter refused an increment");
        case Answer.Unknown<Counters.Count, Void>(String reason) -> unknown(verdict, reason);
      };
    } catch (StoreException e) {
      return unknown(verdict, Objects.toString(e.getMessage()));
    }
  }

  private Optional<Counters.Count> unknown(Verdict.Throttle verdict, String reason) {
    LOG.warn("throttle rule '{}' lets an action through uncounted: {}", verdict.rule(), reason);
    listener.throttleFailedOpen(verdict.rule());
    return Optional.empty();
  }

  private Outcome throttled(Counters.Count count, Duration window) {
    Instant end = count.expiresAt().orElseGet(() -> time.now().plus(window));
    Duration wait = Duration.between(time.now(), end);
    // Another machine's clock set the end; ours must not make it negative or more than a window.
    if (wait.isNegative()) {
      return new Outcome.Throttled(Duration.ZERO);
    }
    return new Outcome.Throttled(wait.compareTo(window) > 0 ? window : wait);
  }
}
