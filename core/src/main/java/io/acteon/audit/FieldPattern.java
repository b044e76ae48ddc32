package io.acteon.audit;

import java.util.List;
import java.util.Locale;

/**
 * Names fields to be redacted, whatever their case. A single name means a field of that name at any
 * depth; a dotted path is one from the top, {@code *} in it any name or part of a name, {@code **}
 * any number of levels. Lists are passed through: their items stand where the list stands.
 * Immutable.
 */
record FieldPattern(List<String> segments) {
  private static final String ANY_DEPTH = "**";

  FieldPattern {
    segments = List.copyOf(segments);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it has an empty name
   */
  static FieldPattern parse(String text) {
    List<String> segments = segments(text);
    if (text.isBlank() || segments.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException(
          "'" + text + "' names no field; write a name, or names joined by single dots");
    }
    return new FieldPattern(
        segments.size() == 1 ? List.of(ANY_DEPTH, segments.getFirst()) : segments);
  }

  /** The lower-case segments of a dotted name: a key with dots in it is a path of its own. */
  static List<String> segments(String dotted) {
    return List.of(dotted.toLowerCase(Locale.ROOT).split("\\.", -1));
  }

  boolean matches(List<String> path) {
    return matches(segments, path);
  }

  private static boolean matches(List<String> wanted, List<String> path) {
    if (wanted.isEmpty()) {
      return path.isEmpty();
    }
    List<String> rest = wanted.subList(1, wanted.size());
    if (wanted.getFirst().equals(ANY_DEPTH)) {
      return matches(rest, path)
          || (!path.isEmpty() && matches(wanted, path.subList(1, path.size())));
    }
    return !path.isEmpty()
        && fits(wanted.getFirst(), path.getFirst())
        && matches(rest, path.subList(1, path.size()));
  }

  /** Matches with {@code *} for any run of characters, going back to the last star only. */
  private static boolean fits(String glob, String name) {
    int g = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        resume = n;
      } else if (g < glob.length() && glob.charAt(g) == name.charAt(n)) {
        g++;
        n++;
      } else if (star >= 0) {
        g = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
