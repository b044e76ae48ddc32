package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.internal.Stamps;
import io.acteon.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One operation that a client is going to do. Stateless.
 *
 * @param <I> what it asks
 * @param <O> what it is answered
 */
@FunctionalInterface
interface Plan<I, O> {

  /**
   * Begins it; empty when there is nothing to do after what was answered.
   *
   * @param answers what the client was answered so far
   */
  Optional<Begun<I, O>> begin(Desk desk, List<O> answers);

  /** What the client has at hand. */
  record Desk(Stamps stamps, TimeSource time) {}

  /**
   * An operation that has begun.
   *
   * @param mayCount whether an answer leaves open that an attempt without an answer counts, too
   */
  record Begun<I, O>(I input, Dialogue<O> dialogue, Predicate<O> mayCount) {
    static <I, O> Optional<Begun<I, O>> of(I input, Dialogue<O> dialogue) {
      return Optional.of(new Begun<>(input, dialogue, _ -> false));
    }
  }
}
