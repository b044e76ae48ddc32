package io.acteon.dynamodb.state;

/**
 * What a refused condition means for an operation, whatever became of its earlier attempts.
 *
 * @param <R> what a refused operation met
 */
sealed interface Verdict<R> {

  /** Only the fence refused: with a newer version the operation may be applied. */
  record Overtaken<R>() implements Verdict<R> {}

  /** What the operation would bring about is there already, by this caller's own doing. */
  record Fulfilled<R>() implements Verdict<R> {}

  /**
   * The operation's own condition does not hold.
   *
   * @param permanent whether it can never hold again for the same request, so that a lost attempt
   *     needs no seal
   */
  record Obstacle<R>(R met, boolean permanent) implements Verdict<R> {}
}
