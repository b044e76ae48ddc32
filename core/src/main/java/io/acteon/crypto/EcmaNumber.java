package io.acteon.crypto;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as ECMAScript's Number.prototype.toString prints them (RFC 8785 section 3.2.2.3). */
final class EcmaNumber {
  private EcmaNumber() {}

  /**
   * The text of the double nearest to {@code value}. A fraction is rounded, as the RFC has it; an
   * integer is an identity more often than a measure, so it must survive.
   *
   * @throws IllegalArgumentException when {@code value} is out of range, or an integer that the
   *     double does not hold
   */
  static String text(BigDecimal value) {
    double nearest = value.doubleValue();
    boolean whole = value.stripTrailingZeros().scale() <= 0;
    if (Double.isInfinite(nearest)
        || (whole && new BigDecimal(shortest(nearest)).compareTo(value) != 0)) {
      throw new IllegalArgumentException(
          "the number " + value + " does not fit a double; send it as a string");
    }
    return text(nearest);
  }

  static String text(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no " + value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal decimal = fewestDigits(Math.abs(value));
    String digits = decimal.unscaledValue().toString();
    int point = digits.length() - decimal.scale();
    return (value < 0 ? "-" : "") + arrange(digits, point);
  }

  /**
   * Double.toString gives the shortest digits since JDK 19, except that it prefers two digits to
   * one where they are nearer (4.9E-324 for 5e-324).
   */
  private static BigDecimal fewestDigits(double value) {
    var decimal = new BigDecimal(shortest(value)).stripTrailingZeros();
    var single = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN));
    return decimal.precision() == 2 && single.doubleValue() == value ? single : decimal;
  }

  private static String shortest(double value) {
    return Double.toString(value);
  }

  /** {@code point} digits stand before the decimal point; beyond 21 and -6 there is an exponent. */
  private static String arrange(String digits, int point) {
    int count = digits.length();
    if (count <= point && point <= 21) {
      return digits + "0".repeat(point - count);
    }
    if (0 < point && point <= 21) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-6 < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    int exponent = point - 1;
    String fraction = count == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }
}
