package io.acteon.dynamodb.exhaustive;

import io.acteon.testkit.linearizability.SequentialModel;
import java.time.Duration;
import java.util.List;

/**
 * What clients do, and how it is judged. Immutable.
 *
 * @param model says which histories are right
 * @param clients what each does
 * @param last what an observer asks when all is over
 * @param passing stretches of time that pass in this order, each at any moment
 */
record Scenario<I, O>(
    String name,
    SequentialModel<?, Timed<I>, O> model,
    List<List<Plan<I, O>>> clients,
    List<Plan<I, O>> last,
    List<Passing> passing) {

  Scenario {
    clients = clients.stream().map(List::copyOf).toList();
    last = List.copyOf(last);
    passing = List.copyOf(passing);
  }

  /**
   * Time that passes.
   *
   * @param quiet whether it is longer than any operation or request lives: nobody is in the midst
   *     of one then
   * @param forgetting whether requests on their way do not survive it
   */
  record Passing(Duration time, boolean quiet, boolean forgetting) {
    /** A while in which requests may be on their way. */
    static Passing of(Duration time) {
      return new Passing(time, false, false);
    }

    /** Longer than any request lives, so that items may be collected. */
    static Passing ages() {
      return new Passing(Duration.ofHours(2), true, true);
    }
  }
}
