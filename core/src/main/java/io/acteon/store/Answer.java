package io.acteon.store;

/**
 * What a store answers to a write: it was applied, it was refused, or nobody knows yet. Unknown is
 * never refused: the write may have landed, or may still land. Immutable.
 *
 * @param <A> what an applied write yields
 * @param <R> what a refused write met
 */
public sealed interface Answer<A, R> {

  /** The write is durable and took effect exactly once. */
  record Applied<A, R>(A value) implements Answer<A, R> {}

  /** The write did not take effect and never will. */
  record Refused<A, R>(R met) implements Answer<A, R> {}

  /**
   * The deadline came before the write's fate could be established; {@code reason} is for people.
   */
  record Unknown<A, R>(String reason) implements Answer<A, R> {}

  static <A, R> Answer<A, R> applied(A value) {
    return new Applied<>(value);
  }

  static <A, R> Answer<A, R> refused(R met) {
    return new Refused<>(met);
  }

  static <A, R> Answer<A, R> unknown(String reason) {
    return new Unknown<>(reason);
  }
}
