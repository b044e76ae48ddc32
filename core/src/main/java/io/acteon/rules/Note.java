package io.acteon.rules;

/**
 * Why a predicate was false although nothing was compared. Immutable; its text is made when asked
 * for.
 *
 * @param rule whose predicate it was
 * @param test the predicate
 * @param reason such as {@code field is missing}
 */
public record Note(String rule, Condition.Test test, String reason) {

  /**
   * The note as one sentence, such as {@code (action.payload.n > 3): action.payload.n is missing}.
   */
  public String text() {
    return test.display() + ": " + test.operand().display() + " " + reason;
  }
}
