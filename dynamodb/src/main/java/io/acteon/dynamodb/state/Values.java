package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Stamp;
import io.acteon.state.Ttl;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The values of one request, under construction. For one thread. */
final class Values {
  /**
   * How much longer than it is needed an item is kept from DynamoDB's collection: longer than any
   * request can travel (its signature is valid for 15 minutes) and than any two clocks are apart.
   */
  static final Duration MARGIN = Duration.ofHours(1);

  private static final AttributeValue TRUE = AttributeValue.fromN("1");
  private static final AttributeValue NO_ID = AttributeValue.fromS(Fragments.NO_ID);

  private final Map<String, AttributeValue> values = new HashMap<>();
  private final long nowMillis;

  /** Begins with what the stamp gives: {@code :v}, {@code :oid}, {@code :now} and constants. */
  Values(Stamp stamp) {
    nowMillis = stamp.nowMillis();
    number(":v", stamp.version()).number(":now", nowMillis).text(":oid", stamp.id());
    values.put(":t", TRUE);
    values.put(":z", NO_ID);
  }

  Values text(String name, String value) {
    values.put(name, AttributeValue.fromS(value));
    return this;
  }

  Values number(String name, long value) {
    values.put(name, AttributeValue.fromN(Long.toString(value)));
    return this;
  }

  /** {@code :ttl} for an item that is of no use from now on. */
  Values tombstone() {
    return number(":ttl", collectable(nowMillis));
  }

  /** {@code :x} and {@code :ttl} for a time to live, if there is one. */
  Values expiry(Ttl ttl) {
    expiresAt(ttl, nowMillis).ifPresent(this::expiry);
    return this;
  }

  /** {@code :x} and {@code :ttl} for an expiry in epoch milliseconds. */
  Values expiry(long atMillis) {
    return number(":x", atMillis).number(":ttl", collectable(Math.max(atMillis, nowMillis)));
  }

  /** When something written at {@code nowMillis} expires, in epoch milliseconds. */
  static Optional<Long> expiresAt(Ttl ttl, long nowMillis) {
    return switch (ttl) {
      case Ttl.After(Duration time) -> Optional.of(Math.addExact(nowMillis, millisUp(time)));
      case Ttl.Never _, Ttl.Keep _ -> Optional.empty();
    };
  }

  /** Whole milliseconds, rounded up: what is promised to live a nanosecond lives one of them. */
  static long millisUp(Duration time) {
    return Math.ceilDiv(time.toNanos(), 1_000_000L);
  }

  /** Epoch seconds after which DynamoDB may collect what is of no use after {@code millis}. */
  static long collectable(long millis) {
    return Math.ceilDiv(millis, 1_000L) + MARGIN.toSeconds();
  }

  Map<String, AttributeValue> map() {
    return values;
  }
}
