package io.acteon.simulator.expression;

import io.acteon.simulator.value.Rejection;
import java.util.List;

/** DynamoDB's rule that the paths of one update or projection neither overlap nor conflict. */
final class PathSet {
  private PathSet() {}

  static void check(String parameter, List<Path> paths) {
    for (int i = 0; i < paths.size(); i++) {
      for (int j = i + 1; j < paths.size(); j++) {
        Path one = paths.get(i);
        Path two = paths.get(j);
        String how = one.overlaps(two) ? "overlap" : one.conflicts(two) ? "conflict" : "";
        if (!how.isEmpty()) {
          throw Rejection.validation(
              "Invalid %s: Two document paths %s with each other; must remove or rewrite one of these paths; path one: %s, path two: %s"
                  .formatted(parameter, how, one, two));
        }
      }
    }
  }
}
