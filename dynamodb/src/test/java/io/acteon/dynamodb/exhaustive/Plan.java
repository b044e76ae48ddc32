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

  /**
   * What the client has at hand.
   *
   * @param call a name for the operation that no other has
   * @param givenUp the last operation that was given up with its fate open
   */
  record Desk(Stamps stamps, TimeSource time, String call, Optional<GivenUp> givenUp) {}

  /**
   * An operation whose fate nobody knows.
   *
   * @param last the request, other than a seal, that it sent last
   */
  record GivenUp(String call, Message last) {}

  /**
   * An operation that has begun.
   *
   * @param mayCount whether an answer leaves open that an attempt without an answer counts, too
   * @param before what each request without an answer may have done before the operation went on to
   *     another request, or to an answer that says that it is over
   */
  record Begun<I, O>(
      I input, Dialogue<O> dialogue, Predicate<O> mayCount, Optional<Before<I, O>> before) {
    static <I, O> Optional<Begun<I, O>> of(I input, Dialogue<O> dialogue) {
      return of(input, dialogue, _ -> false);
    }

    static <I, O> Optional<Begun<I, O>> of(I input, Dialogue<O> dialogue, Predicate<O> mayCount) {
      return Optional.of(new Begun<>(input, dialogue, mayCount, Optional.empty()));
    }
  }

  /**
   * An operation within an operation, as the model takes it.
   *
   * @param denies which answers say that no request without an answer did it
   * @param settles which answers say that whatever the last request without an answer did is over
   * @param settled the operation that then has its place where the answer is given
   */
  record Before<I, O>(I input, O output, Predicate<O> denies, Predicate<O> settles, I settled) {}
}
