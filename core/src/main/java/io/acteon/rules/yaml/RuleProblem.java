package io.acteon.rules.yaml;

/**
 * Something wrong with a rule file: what, where (line and column from 1; 0 when the file as a whole
 * is meant) and how to mend it.
 */
public record RuleProblem(String file, int line, int column, String message) {

  /** The form that editors make a link of: {@code file:line:column: message}. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return place + ": " + message;
  }
}
