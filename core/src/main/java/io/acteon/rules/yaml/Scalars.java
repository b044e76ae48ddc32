package io.acteon.rules.yaml;

import io.acteon.model.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What plain scalars mean: the core schema of YAML 1.2 (chapter 10.3), without .inf and .nan. */
final class Scalars {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUES = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSES = Set.of("false", "False", "FALSE");
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,1000}");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,1000}");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]{1,1000}");
  private static final Pattern FRACTION =
      Pattern.compile(
          "[-+]?(\\.[0-9]{1,1000}|[0-9]{1,1000}(\\.[0-9]{0,1000})?)([eE][-+]?[0-9]{1,4})?");
  private static final Pattern NO_NUMBER =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private Scalars() {}

  /** The value; empty for infinity and not-a-number, which JSON has not. */
  static Optional<Json> value(Node.Scalar scalar) {
    String text = scalar.text();
    if (!scalar.plain()) {
      return Optional.of(Json.of(text));
    }
    if (NULLS.contains(text)) {
      return Optional.of(Json.NULL);
    }
    if (TRUES.contains(text) || FALSES.contains(text)) {
      return Optional.of(Json.of(TRUES.contains(text)));
    }
    if (NO_NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(number(text).orElseGet(() -> Json.of(text)));
  }

  /** What a scalar is, as messages name it. */
  static String kind(Node.Scalar scalar) {
    return value(scalar)
        .map(value ->
            switch (value) {
              case Json.Null _ -> "null";
              case Json.Bool(boolean flag) -> "the boolean " + flag;
              case Json.Int _, Json.Dec _ -> "the number " + scalar.text();
              case Json.Str(String text) -> "the text '" + text + "'";
              case Json.Arr _, Json.Obj _ -> "a structure";
            })
        .orElse("the number " + scalar.text());
  }

  private static Optional<Json> number(String text) {
    if (INTEGER.matcher(text).matches()) {
      return Optional.of(integer(new BigInteger(text)));
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return Optional.of(integer(new BigInteger(text.substring(2), 16)));
    }
    if (OCTAL.matcher(text).matches()) {
      return Optional.of(integer(new BigInteger(text.substring(2), 8)));
    }
    return FRACTION.matcher(text).matches()
        ? Optional.of(new Json.Dec(new BigDecimal(text)))
        : Optional.empty();
  }

  private static Json integer(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? new Json.Int(value.longValue())
        : new Json.Dec(new BigDecimal(value));
  }
}
