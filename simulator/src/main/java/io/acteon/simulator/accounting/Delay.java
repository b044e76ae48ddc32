package io.acteon.simulator.accounting;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** A distribution of delays. Immutable; randomness comes in. */
public sealed interface Delay {
  /** Always the same. */
  record Fixed(Duration value) implements Delay {
    public Fixed {
      check("delay", value);
    }
  }

  /** Normal, cut off below zero. */
  record Normal(Duration mean, Duration deviation) implements Delay {
    public Normal {
      check("mean", mean);
      check("deviation", deviation);
    }
  }

  /**
   * Exponential beyond a minimum, its tail stretched or shortened (a Weibull distribution) so that
   * median and 99th percentile are met. With p99 - min = 6.64 (median - min) it is exactly
   * exponential.
   */
  record Exponential(Duration min, Duration median, Duration p99) implements Delay {
    public Exponential {
      check("minimum", min);
      if (median.compareTo(min) <= 0 || p99.compareTo(median) <= 0) {
        throw new IllegalArgumentException(
            "exponential delay needs minimum < median < p99, not %s, %s, %s"
                .formatted(min, median, p99));
      }
    }
  }

  /** No delay. */
  static Delay none() {
    return new Fixed(Duration.ZERO);
  }

  static Delay fixed(Duration value) {
    return new Fixed(value);
  }

  private static void check(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " is negative: " + value);
    }
  }

  default boolean isNone() {
    return this instanceof Fixed(Duration value) && value.isZero();
  }

  /** One delay in nanoseconds. */
  default long sample(RandomGenerator random) {
    return switch (this) {
      case Fixed(Duration value) -> value.toNanos();
      case Normal normal ->
          Math.max(
              0,
              Math.round(
                  normal.mean().toNanos() + random.nextGaussian() * normal.deviation().toNanos()));
      case Exponential e -> {
        double min = e.min().toNanos();
        double median = e.median().toNanos() - min;
        double tail = e.p99().toNanos() - min;
        double stretch = Math.log(tail / median) / Math.log(Math.log(100) / Math.log(2));
        double unit = -Math.log(1 - random.nextDouble()) / Math.log(2);
        yield Math.round(min + median * Math.pow(unit, stretch));
      }
    };
  }

  /**
   * Reads {@code 5} (fixed), {@code fixed:5}, {@code normal:5,1} (mean, deviation) or {@code
   * exponential:1,3,20} (minimum, median, p99), all in milliseconds, fractions allowed.
   */
  static Delay parse(String text) {
    String kind = text.contains(":") ? text.substring(0, text.indexOf(':')) : "fixed";
    String[] parts = text.substring(text.indexOf(':') + 1).split(",", -1);
    Duration[] values = new Duration[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = millis(text, parts[i]);
    }
    return switch (kind + values.length) {
      case "fixed1" -> new Fixed(values[0]);
      case "normal2" -> new Normal(values[0], values[1]);
      case "exponential3" -> new Exponential(values[0], values[1], values[2]);
      default ->
          throw new IllegalArgumentException(
              "delay '"
                  + text
                  + "' is not understood; write MS, fixed:MS, normal:MEAN,DEVIATION or exponential:MIN,MEDIAN,P99");
    };
  }

  private static Duration millis(String text, String part) {
    try {
      double millis = Double.parseDouble(part.trim());
      if (millis >= 0 && millis < 1e9) {
        return Duration.ofNanos(Math.round(millis * 1e6));
      }
    } catch (NumberFormatException _) {
      // answered below
    }
    throw new IllegalArgumentException(
        "'" + part + "' in delay '" + text + "' is not a number of milliseconds");
  }
}
