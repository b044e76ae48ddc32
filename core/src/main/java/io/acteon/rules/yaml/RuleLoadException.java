package io.acteon.rules.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** Rules that cannot be used; names all problems of all files at once. */
public final class RuleLoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<RuleProblem> problems;

  RuleLoadException(List<RuleProblem> problems) {
    super(
        problems.stream()
            .map(RuleProblem::toString)
            .collect(Collectors.joining("\n", "the rules cannot be loaded:\n", "")));
    this.problems = List.copyOf(problems);
  }

  /** At least one, by file and place. */
  public List<RuleProblem> problems() {
    return problems;
  }
}
