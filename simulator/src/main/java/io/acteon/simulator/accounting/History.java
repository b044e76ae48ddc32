package io.acteon.simulator.accounting;

import io.acteon.simulator.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Recent states, for reads that do not ask for consistency. Not thread-safe. */
final class History {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Set<String> MAY_BE_STALE =
      Set.of("GetItem", "BatchGetItem", "Query", "Scan");

  private record State(Instant at, Engine engine) {}

  private final Delay staleness;
  private final RandomGenerator random;
  private final Deque<State> states = new ArrayDeque<>();

  History(Delay staleness, RandomGenerator random) {
    this.staleness = staleness;
    this.random = random;
  }

  /** The engine that answers: the present one, or a copy of an older state. */
  Engine reader(Engine present, String operation, JsonNode request, Instant now) {
    if (staleness.isNone() || !MAY_BE_STALE.contains(operation) || isConsistent(request)) {
      return present;
    }
    Instant wanted = now.minusNanos(staleness.sample(random));
    Iterator<State> newestFirst = states.descendingIterator();
    while (newestFirst.hasNext()) {
      State state = newestFirst.next();
      if (!state.at().isAfter(wanted)) {
        return state.engine().copy();
      }
    }
    return present;
  }

  /** A batch that asks for consistency of any table is read consistently as a whole. */
  private static boolean isConsistent(JsonNode request) {
    JsonNode single = request.get("ConsistentRead");
    JsonNode batch = request.get("RequestItems");
    if (batch == null) {
      return single != null && single.asBoolean(false);
    }
    for (JsonNode table : batch) {
      JsonNode consistent = table.get("ConsistentRead");
      if (consistent != null && consistent.asBoolean(false)) {
        return true;
      }
    }
    return false;
  }

  /** Reads see nothing older than what is remembered from now on. */
  void forget() {
    states.clear();
  }

  void remember(Engine present, Instant now) {
    if (staleness.isNone()) {
      return;
    }
    states.addLast(new State(now, present.copy()));
    while (states.size() > 1 && states.getFirst().at().isBefore(now.minus(LONGEST))) {
      states.removeFirst();
    }
  }
}
