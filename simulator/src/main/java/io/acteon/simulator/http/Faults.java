package io.acteon.simulator.http;

import io.acteon.simulator.accounting.Delay;
import java.time.Duration;
import java.util.Set;

/**
 * What may go wrong, each with a probability from 0 to 1 per request on items. Immutable.
 *
 * @param cutBefore the connection is closed and the request never applied
 * @param errorBefore answered 500, not applied
 * @param errorAfter applied, answered 500
 * @param loseResponse applied, the connection closed without an answer
 * @param duplicate applied, and applied once more {@code duplicateAfter} later
 * @param delay held up by {@code delayBy} before it is applied
 * @param throttle refused as if a limit was exceeded; of a batch single items
 * @param transactionConflict refused as if another transaction was under way
 * @param clockOffset by how much the {@code Date} header is wrong
 * @param operations which operations the probabilities apply to; empty for all
 */
public record Faults(
    double cutBefore,
    double errorBefore,
    double errorAfter,
    double loseResponse,
    double duplicate,
    Delay duplicateAfter,
    double delay,
    Delay delayBy,
    double throttle,
    double transactionConflict,
    Duration clockOffset,
    Set<String> operations) {
  public Faults {
    check("cut_before", cutBefore);
    check("error_before", errorBefore);
    check("error_after", errorAfter);
    check("lose_response", loseResponse);
    check("duplicate", duplicate);
    check("delay", delay);
    check("throttle", throttle);
    check("transaction_conflict", transactionConflict);
    operations = Set.copyOf(operations);
  }

  private static void check(String name, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "fault " + name + " is " + probability + "; it is a probability from 0 to 1");
    }
  }

  /** Nothing goes wrong. */
  public static Faults none() {
    return new Builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  boolean concern(String operation) {
    return operations.isEmpty() || operations.contains(operation);
  }

  /** Collects the few that are wanted. Not thread-safe. */
  public static final class Builder {
    private double cutBefore;
    private double errorBefore;
    private double errorAfter;
    private double loseResponse;
    private double duplicate;
    private Delay duplicateAfter = Delay.fixed(Duration.ofMillis(100));
    private double delay;
    private Delay delayBy = Delay.fixed(Duration.ofMillis(500));
    private double throttle;
    private double transactionConflict;
    private Duration clockOffset = Duration.ZERO;
    private Set<String> operations = Set.of();

    private Builder() {}

    public Builder cutBefore(double probability) {
      cutBefore = probability;
      return this;
    }

    public Builder errorBefore(double probability) {
      errorBefore = probability;
      return this;
    }

    public Builder errorAfter(double probability) {
      errorAfter = probability;
      return this;
    }

    public Builder loseResponse(double probability) {
      loseResponse = probability;
      return this;
    }

    public Builder duplicate(double probability) {
      duplicate = probability;
      return this;
    }

    public Builder duplicateAfter(Delay later) {
      duplicateAfter = later;
      return this;
    }

    public Builder delay(double probability) {
      delay = probability;
      return this;
    }

    public Builder delayBy(Delay by) {
      delayBy = by;
      return this;
    }

    public Builder throttle(double probability) {
      throttle = probability;
      return this;
    }

    public Builder transactionConflict(double probability) {
      transactionConflict = probability;
      return this;
    }

    public Builder clockOffset(Duration offset) {
      clockOffset = offset;
      return this;
    }

    public Builder operations(Set<String> names) {
      operations = names;
      return this;
    }

    public Faults build() {
      return new Faults(
          cutBefore,
          errorBefore,
          errorAfter,
          loseResponse,
          duplicate,
          duplicateAfter,
          delay,
          delayBy,
          throttle,
          transactionConflict,
          clockOffset,
          operations);
    }
  }
}
