package io.acteon.simulator.value;

import java.math.BigDecimal;

/**
 * DynamoDB's numbers: up to 38 digits, magnitudes from 1E-130 to 9.99...E+125.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">limits
 *     of data types</a>
 */
public final class Numbers {
  private static final int MAX_DIGITS = 38;
  private static final int MAX_EXPONENT = 125;
  private static final int MIN_EXPONENT = -130;

  /**
   * Longer texts cannot be a legal number without being padded absurdly; parsing them would be
   * quadratic.
   */
  private static final int MAX_TEXT = 400;

  private Numbers() {}

  static Value.N parse(String text) {
    if (text.length() > MAX_TEXT) {
      throw Rejection.validation("Attempting to store more than 38 significant digits in a Number");
    }
    try {
      return checked(new BigDecimal(text));
    } catch (NumberFormatException _) {
      throw Rejection.validation(
          text.isBlank()
              ? "The parameter cannot be converted to a numeric value"
              : "The parameter cannot be converted to a numeric value: " + text);
    }
  }

  /** A number that fits, or DynamoDB's refusal. */
  public static Value.N checked(BigDecimal number) {
    BigDecimal canonical = normalised(number);
    int exponent = canonical.precision() - canonical.scale() - 1;
    if (canonical.signum() != 0 && exponent > MAX_EXPONENT) {
      throw Rejection.validation(
          "Number overflow. Attempting to store a number with magnitude larger than supported range");
    }
    if (canonical.signum() != 0 && exponent < MIN_EXPONENT) {
      throw Rejection.validation(
          "Number underflow. Attempting to store a number with magnitude smaller than supported range");
    }
    if (canonical.precision() > MAX_DIGITS) {
      throw Rejection.validation("Attempting to store more than 38 significant digits in a Number");
    }
    return new Value.N(canonical);
  }

  static BigDecimal normalised(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  /**
   * Two digits a byte, one byte for the exponent, one for a sign: AWS says "approximately",
   * DynamoDB Local does this.
   */
  static int size(BigDecimal number) {
    if (number.signum() == 0) {
      return 1;
    }
    return (number.precision() + 1) / 2 + 1 + (number.signum() < 0 ? 1 : 0);
  }
}
