package io.acteon.dynamodb.state;

/** What a refused condition means for an operation through a slot. */
sealed interface SlotVerdict<F, R> {

  /** Ask again, in this form. */
  record Again<F, R>(F form) implements SlotVerdict<F, R> {}

  /**
   * The operation is refused.
   *
   * @param binding whether no earlier attempt may land after this answer; it is sealed if so
   */
  record No<F, R>(R met, boolean binding) implements SlotVerdict<F, R> {}
}
