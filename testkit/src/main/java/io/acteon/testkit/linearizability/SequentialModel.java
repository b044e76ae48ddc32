package io.acteon.testkit.linearizability;

import java.util.List;
import java.util.Optional;

/**
 * What one object does when nothing is concurrent. States are immutable and have value equality.
 *
 * @param <S> state
 * @param <I> what an operation is asked
 * @param <O> what it answers
 */
public interface SequentialModel<S, I, O> {
  S initial();

  /**
   * The state after {@code input} answered {@code output} in {@code state}; empty if it cannot
   * have.
   */
  Optional<S> step(S state, I input, O output);

  /**
   * Every state that {@code input}, whose answer nobody knows, may leave behind when it takes
   * effect.
   */
  List<S> stepUnknown(S state, I input);
}
