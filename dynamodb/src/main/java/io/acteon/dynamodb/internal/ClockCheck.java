package io.acteon.dynamodb.internal;

import io.acteon.store.StoreException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses to start with a clock that is certainly further from DynamoDB's than the configured
 * maximum, for then leases, expiry and take-overs would go wrong; warns past half of it.
 */
public final class ClockCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);

  private ClockCheck() {}

  /**
   * Checks the clock by the answers that {@code connection} has had.
   *
   * @throws StoreException.Rejected when it is wrong
   */
  public static void require(Connection connection) {
    Duration off = connection.clockOffset().certain();
    Duration most = connection.settings().maxClockSkew();
    String message =
        "this machine's clock is %d ms %s that of %s; at most %d ms (max_clock_skew_ms) are safe:"
                .formatted(
                    off.abs().toMillis(),
                    off.isNegative() ? "ahead of" : "behind",
                    connection.text().place(),
                    most.toMillis())
            + " synchronise it with NTP";
    if (off.abs().compareTo(most) > 0) {
      throw new StoreException.Rejected(message);
    }
    if (off.abs().multipliedBy(2).compareTo(most) > 0) {
      LOG.warn("{}", message);
    }
  }
}
