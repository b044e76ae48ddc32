package io.acteon.rules.yaml;

import io.acteon.model.Json;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One mapping being read: its keys are taken one by one, each with the type it must have, and
 * {@link #finish} reports those that nobody knows. Not thread-safe; used once.
 */
final class Mapping {
  private final Node.Fields node;
  private final Problems problems;
  private final String what;
  private final Map<String, Node.Entry> entries = new HashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> reported = new HashSet<>();

  /**
   * Begins to read {@code node}.
   *
   * @param what the mapping is, such as {@code a rule}
   */
  Mapping(Node.Fields node, String what, Problems problems) {
    this.node = node;
    this.what = what;
    this.problems = problems;
    node.entries().forEach(entry -> entries.put(entry.key(), entry));
  }

  Place place() {
    return node.place();
  }

  /** Where this mapping reports to. */
  Problems problems() {
    return problems;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Reports the key itself, such as one that is known and refused. */
  void refuse(String key, String message) {
    Node.Entry entry = entries.get(key);
    if (entry != null && reported.add(key)) {
      problems.add(entry.place(), message);
    }
  }

  Optional<Node> take(String key) {
    known.add(key);
    return Optional.ofNullable(entries.get(key)).map(Node.Entry::value);
  }

  Optional<Node> require(String key) {
    Optional<Node> value = take(key);
    if (value.isEmpty()) {
      problems.add(node.place(), what + " needs the key '" + key + "'");
    }
    return value;
  }

  /** An integer that must be there. */
  OptionalLong requiredInteger(String key, long least, long most) {
    if (require(key).isPresent() && isNull(key)) {
      mistyped(entry(key), key, range(least, most));
      return OptionalLong.empty();
    }
    return integer(key, least, most);
  }

  /** The text under {@code key}; null counts as absent. */
  Optional<String> text(String key) {
    return scalar(key, "a text")
        .flatMap(scalar -> {
          if (Scalars.value(scalar).orElse(Json.NULL) instanceof Json.Str(String text)) {
            return Optional.of(text);
          }
          return mistyped(scalar, key, "a text (put it in quotes)");
        });
  }

  /** A text that must be there and must not be blank. */
  Optional<String> requiredText(String key) {
    if (require(key).isEmpty()) {
      return Optional.empty();
    }
    if (isNull(key)) {
      return mistyped(entry(key), key, "a text");
    }
    Optional<String> text = text(key);
    if (text.isPresent() && text.get().isBlank()) {
      return mistyped(entry(key), key, "a text that is not blank");
    }
    return text;
  }

  Optional<Boolean> bool(String key) {
    return scalar(key, "true or false")
        .flatMap(scalar -> {
          if (Scalars.value(scalar).orElse(Json.NULL) instanceof Json.Bool(boolean flag)) {
            return Optional.of(flag);
          }
          return mistyped(scalar, key, "true or false");
        });
  }

  OptionalLong integer(String key, long least, long most) {
    String expected = range(least, most);
    Optional<Long> value =
        scalar(key, expected)
            .flatMap(scalar -> {
              OptionalLong number = whole(scalar);
              if (number.isPresent() && number.getAsLong() >= least && number.getAsLong() <= most) {
                return Optional.of(number.getAsLong());
              }
              return mistyped(scalar, key, expected);
            });
    return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  /** Reports every key that was not asked for, with the nearest one that was. */
  void finish() {
    for (Node.Entry entry : node.entries()) {
      if (!known.contains(entry.key()) && reported.add(entry.key())) {
        problems.add(
            entry.place(),
            "unknown key '" + entry.key() + "' in " + what + Nearest.hint(entry.key(), known));
      }
    }
  }

  private static String range(long least, long most) {
    return "an integer from " + least + " to " + most;
  }

  /** The value under a key that is there. */
  private Node entry(String key) {
    return Objects.requireNonNull(entries.get(key)).value();
  }

  private boolean isNull(String key) {
    return entry(key) instanceof Node.Scalar scalar
        && Scalars.value(scalar).orElse(Json.TRUE) instanceof Json.Null;
  }

  private Optional<Node.Scalar> scalar(String key, String expected) {
    Optional<Node> value = take(key);
    if (value.isEmpty() || isNull(key)) {
      return Optional.empty();
    }
    return value.get() instanceof Node.Scalar scalar
        ? Optional.of(scalar)
        : mistyped(value.get(), key, expected);
  }

  private <T> Optional<T> mistyped(Node node, String key, String expected) {
    problems.add(node.place(), "'" + key + "' must be " + expected + ", not " + node.kind());
    return Optional.empty();
  }

  private static OptionalLong whole(Node.Scalar scalar) {
    return switch (Scalars.value(scalar).orElse(Json.NULL)) {
      case Json.Int(long value) -> OptionalLong.of(value);
      case Json.Dec(BigDecimal _), Json.Null(), Json.Bool _, Json.Str _, Json.Arr _, Json.Obj _ ->
          OptionalLong.empty();
    };
  }
}
