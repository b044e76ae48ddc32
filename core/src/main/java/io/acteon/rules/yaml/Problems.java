package io.acteon.rules.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, file by file. Not thread-safe. */
final class Problems {
  private final List<RuleProblem> found = new ArrayList<>();
  private String file = "";

  /** What is added from now on belongs to {@code name}. */
  void enter(String name) {
    file = name;
  }

  String file() {
    return file;
  }

  void add(Place place, String message) {
    found.add(new RuleProblem(file, place.line(), place.column(), message));
  }

  /** Adds a problem of the file as a whole. */
  void add(String message) {
    found.add(new RuleProblem(file, 0, 0, message));
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new RuleLoadException(
          found.stream()
              .sorted(
                  Comparator.comparing(RuleProblem::file)
                      .thenComparing(RuleProblem::line)
                      .thenComparing(RuleProblem::column))
              .toList());
    }
  }
}
