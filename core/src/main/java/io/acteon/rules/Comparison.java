package io.acteon.rules;

import io.acteon.model.Json;
import java.math.BigDecimal;
import java.util.List;

/**
 * How values compare in rules. Texts and numbers never become each other. Two integers compare
 * exactly; as soon as one number has a fraction or exceeds 64 bits, both compare as IEEE doubles,
 * and count as equal when they differ by less than {@link #EPSILON}.
 */
final class Comparison {
  /** The distance between 1 and the next double. */
  static final double EPSILON = Math.ulp(1.0);

  private Comparison() {}

  /** How a check came out. */
  enum Result {
    PASSED,
    FAILED,
    /** The value has a type that the check cannot take. */
    MISMATCHED;

    static Result of(boolean passed) {
      return passed ? PASSED : FAILED;
    }
  }

  static Result check(Json value, Check check) {
    return switch (check) {
      case Check.Equal(Json to) -> Result.of(equal(value, to));
      case Check.NotEqual(Json to) -> Result.of(!equal(value, to));
      case Check.Ordered(Check.Order order, Json to) -> ordered(value, order, to);
      case Check.In(List<Json> items) -> Result.of(isIn(value, items));
      case Check.NotIn(List<Json> items) -> Result.of(!isIn(value, items));
      case Check.Contains(Json.Str part) -> contains(value, part);
      case Check.StartsWith(String prefix) ->
          value instanceof Json.Str(String text)
              ? Result.of(text.startsWith(prefix))
              : Result.MISMATCHED;
      case Check.EndsWith(String suffix) ->
          value instanceof Json.Str(String text)
              ? Result.of(text.endsWith(suffix))
              : Result.MISMATCHED;
      case Check.Matches(var pattern) ->
          value instanceof Json.Str(String text)
              ? Result.of(pattern.matcher(text).find())
              : Result.MISMATCHED;
    };
  }

  static boolean equal(Json a, Json b) {
    return switch (a) {
      case Json.Str(String text) -> b instanceof Json.Str(String other) && text.equals(other);
      case Json.Int(long n) when b instanceof Json.Int(long m) -> n == m;
      case Json.Int _, Json.Dec _ -> isNumber(b) && near(number(a), number(b));
      case Json.Bool(boolean flag) -> b instanceof Json.Bool(boolean other) && flag == other;
      case Json.Null() -> b instanceof Json.Null;
      case Json.Arr(List<Json> items) ->
          b instanceof Json.Arr(List<Json> others) && equal(items, others);
      case Json.Obj _ -> false;
    };
  }

  static String typeName(Json value) {
    return switch (value) {
      case Json.Null _ -> "null";
      case Json.Bool _ -> "bool";
      case Json.Int _ -> "int";
      case Json.Dec _ -> "float";
      case Json.Str _ -> "string";
      case Json.Arr _ -> "list";
      case Json.Obj _ -> "map";
    };
  }

  private static boolean equal(List<Json> items, List<Json> others) {
    if (items.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < items.size(); i++) {
      if (!equal(items.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIn(Json value, List<Json> items) {
    for (int i = 0; i < items.size(); i++) {
      if (equal(value, items.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static Result contains(Json value, Json.Str part) {
    return switch (value) {
      case Json.Str(String text) -> Result.of(text.contains(part.value()));
      case Json.Arr(List<Json> items) -> Result.of(isIn(part, items));
      case Json.Null _, Json.Bool _, Json.Int _, Json.Dec _, Json.Obj _ -> Result.MISMATCHED;
    };
  }

  private static Result ordered(Json value, Check.Order order, Json to) {
    if (value instanceof Json.Int(long n) && to instanceof Json.Int(long m)) {
      return Result.of(order.accepts(Long.compare(n, m)));
    }
    if (isNumber(value) && isNumber(to)) {
      return Result.of(order.accepts(Double.compare(number(value), number(to))));
    }
    if (value instanceof Json.Str(String text) && to instanceof Json.Str(String other)) {
      return Result.of(order.accepts(byCodePoint(text, other)));
    }
    return Result.MISMATCHED;
  }

  /** The order of the UTF-8 bytes, which UTF-16 has not when surrogates meet U+E000 and above. */
  static int byCodePoint(String a, String b) {
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        boolean surrogateA = Character.isSurrogate(a.charAt(i));
        boolean surrogateB = Character.isSurrogate(b.charAt(i));
        return surrogateA == surrogateB
            ? Character.compare(a.charAt(i), b.charAt(i))
            : Boolean.compare(surrogateA, surrogateB);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static boolean isNumber(Json value) {
    return value instanceof Json.Int || value instanceof Json.Dec;
  }

  /** Plus 0.0, so that there is one zero. */
  private static double number(Json value) {
    return switch (value) {
      case Json.Int(long n) -> n;
      case Json.Dec(BigDecimal n) -> n.doubleValue() + 0.0;
      case Json.Null _, Json.Bool _, Json.Str _, Json.Arr _, Json.Obj _ ->
          throw new IllegalArgumentException("not a number: " + value);
    };
  }

  private static boolean near(double a, double b) {
    return a == b || Math.abs(a - b) < EPSILON;
  }
}
