package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Step;
import io.acteon.store.Answer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * One operation's talk with the store. For one thread and one run.
 *
 * @param <O> what it answers in the end; empty is the unknown outcome
 */
interface Dialogue<O> {

  /** What it wants next. */
  sealed interface Move<O> {
    record Ask<O>(Message message, boolean seal, boolean unresolved) implements Move<O> {}

    record Reply<O>(Optional<O> output) implements Move<O> {}
  }

  Move<O> start();

  Move<O> applied(Map<String, AttributeValue> shown);

  Move<O> refused(Map<String, AttributeValue> met, boolean open);

  /** A write, by the state machine that the store itself runs. */
  static <A, R, O> Dialogue<O> of(ItemWrite<A, R> write, Function<A, O> done, Function<R, O> not) {
    return of(write, done, not, Optional.empty());
  }

  /**
   * The same.
   *
   * @param unclear the answer where the write itself says that its outcome is unknown
   */
  static <A, R, O> Dialogue<O> of(
      ItemWrite<A, R> write, Function<A, O> done, Function<R, O> not, Optional<O> unclear) {
    return new Dialogue<>() {
      @Override
      public Move<O> start() {
        return move(write.start());
      }

      @Override
      public Move<O> applied(Map<String, AttributeValue> shown) {
        return move(write.applied(shown));
      }

      @Override
      public Move<O> refused(Map<String, AttributeValue> met, boolean open) {
        return move(write.refused(met, open));
      }

      private Move<O> move(Step<A, R> step) {
        return switch (step) {
          case Step.Send<A, R>(var request, boolean seal, boolean unresolved) ->
              new Move.Ask<>(Message.of(request), seal, unresolved);
          case Step.Done<A, R>(Answer<A, R> answer, boolean _) -> new Move.Reply<>(output(answer));
        };
      }

      private Optional<O> output(Answer<A, R> answer) {
        return switch (answer) {
          case Answer.Applied<A, R>(A value) -> Optional.of(done.apply(value));
          case Answer.Refused<A, R>(R met) -> Optional.of(not.apply(met));
          case Answer.Unknown<A, R> _ -> unclear;
        };
      }
    };
  }

  /** A read. */
  static <O> Dialogue<O> of(
      GetItemRequest request, Function<Map<String, AttributeValue>, O> reading) {
    return new Dialogue<>() {
      @Override
      public Move<O> start() {
        return new Move.Ask<>(Message.of(request), false, false);
      }

      @Override
      public Move<O> applied(Map<String, AttributeValue> shown) {
        return new Move.Reply<>(Optional.of(reading.apply(shown)));
      }

      @Override
      public Move<O> refused(Map<String, AttributeValue> met, boolean open) {
        throw new IllegalStateException("a read has no condition");
      }
    };
  }

  /**
   * A read, and what follows from it.
   *
   * @param otherwise the answer when nothing does
   */
  static <O> Dialogue<O> then(
      GetItemRequest request,
      Function<Map<String, AttributeValue>, Optional<Dialogue<O>>> next,
      O otherwise) {
    return new Dialogue<>() {
      private @Nullable Dialogue<O> following;

      @Override
      public Move<O> start() {
        return new Move.Ask<>(Message.of(request), false, false);
      }

      @Override
      public Move<O> applied(Map<String, AttributeValue> shown) {
        if (following != null) {
          return following.applied(shown);
        }
        following = next.apply(shown).orElse(null);
        return following == null ? new Move.Reply<>(Optional.of(otherwise)) : following.start();
      }

      @Override
      public Move<O> refused(Map<String, AttributeValue> met, boolean open) {
        return Objects.requireNonNull(following).refused(met, open);
      }
    };
  }
}
