package io.acteon.dynamodb.exhaustive;

import io.acteon.testkit.linearizability.SequentialModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A model in which a call may have acted at several times, and so may leave several states behind:
 * its state is the set of those that are possible. Stateless.
 *
 * @param <S> one possible state, with value equality
 */
interface Possibilities<S, I, O> extends SequentialModel<Set<S>, Timed<I>, O> {
  S first();

  /**
   * What {@code call}, acting at {@code now}, leaves of {@code state} if it answers {@code output}.
   */
  Stream<S> answered(S state, I call, long now, O output);

  /** What {@code call}, acting at {@code now}, leaves of {@code state}. */
  Stream<S> unanswered(S state, I call, long now);

  @Override
  default Set<S> initial() {
    return Set.of(first());
  }

  @Override
  default Optional<Set<S>> step(Set<S> states, Timed<I> input, O output) {
    Set<S> left = new LinkedHashSet<>();
    for (S state : states) {
      for (long now : input.nows()) {
        answered(state, input.call(), now, output).forEach(left::add);
      }
    }
    return left.isEmpty() ? Optional.empty() : Optional.of(left);
  }

  @Override
  default List<Set<S>> stepUnknown(Set<S> states, Timed<I> input) {
    Set<S> left = new LinkedHashSet<>();
    for (S state : states) {
      for (long now : input.nows()) {
        unanswered(state, input.call(), now).forEach(left::add);
      }
    }
    return left.isEmpty() ? List.of() : List.of(left);
  }
}
