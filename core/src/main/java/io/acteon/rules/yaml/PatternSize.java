package io.acteon.rules.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many atoms a regular expression has once its counted repetitions are unrolled.
 * RE2/J unrolls them when it compiles and does not bound nested ones: {@code
 * ((a{1000}){1000}){1000}} would take all memory. Not thread-safe; used once.
 */
final class PatternSize {
  private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?\\}");

  private final String pattern;

  /** What the groups that are open here have gathered, innermost first. */
  private final Deque<Long> open = new ArrayDeque<>();

  private long group;
  private long atom;
  private int at;

  private PatternSize(String pattern) {
    this.pattern = pattern;
  }

  static long of(String pattern) {
    return new PatternSize(pattern).estimate();
  }

  private long estimate() {
    while (at < pattern.length()) {
      step();
    }
    // Groups left open are an error that compiling reports; until then they count once.
    return open.stream().mapToLong(Long::longValue).sum() + group;
  }

  private void step() {
    switch (pattern.charAt(at)) {
      case '\\' -> escape();
      case '[' -> {
        at = endOfClass();
        add(1);
      }
      case '(' -> {
        open.push(group);
        group = 0;
        at++;
      }
      case ')' -> {
        long inside = group + 1;
        group = open.isEmpty() ? 0 : open.pop();
        at++;
        add(inside);
      }
      case '{' -> repeat();
      default -> {
        at++;
        add(1);
      }
    }
  }

  private void add(long size) {
    atom = size;
    group = saturated(group, size);
  }

  private void escape() {
    if (!pattern.startsWith("\\Q", at)) {
      at += 2;
      add(1);
      return;
    }
    int end = pattern.indexOf("\\E", at + 2);
    int length = (end < 0 ? pattern.length() : end) - (at + 2);
    at = end < 0 ? pattern.length() : end + 2;
    add(Math.max(1, length));
  }

  private void repeat() {
    Matcher count = COUNT.matcher(pattern).region(at, pattern.length());
    if (!count.lookingAt()) {
      at++;
      add(1);
      return;
    }
    at = count.end();
    long times = Math.max(1, Math.max(number(count.group(1)), number(count.group(2))));
    group = saturated(group, saturatedProduct(atom, times - 1));
    atom = saturatedProduct(atom, times);
  }

  private static long number(@Nullable String digits) {
    return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  /** The character after a class: its first character and escaped ones do not close it. */
  private int endOfClass() {
    int i = at + 1;
    if (i < pattern.length() && pattern.charAt(i) == '^') {
      i++;
    }
    if (i < pattern.length() && pattern.charAt(i) == ']') {
      i++;
    }
    while (i < pattern.length() && pattern.charAt(i) != ']') {
      int named = pattern.startsWith("[:", i) ? pattern.indexOf(":]", i) : -1;
      if (named >= 0) {
        i = named + 2;
      } else {
        i += pattern.charAt(i) == '\\' ? 2 : 1;
      }
    }
    return i + 1;
  }

  private static long saturated(long a, long b) {
    return Math.min(Integer.MAX_VALUE, a + b);
  }

  private static long saturatedProduct(long a, long b) {
    return Math.min(Integer.MAX_VALUE, a * b);
  }
}
