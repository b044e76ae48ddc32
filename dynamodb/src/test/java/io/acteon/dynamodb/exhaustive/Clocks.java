package io.acteon.dynamodb.exhaustive;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How clocks go.
 *
 * @param skews of the clients, in their order; those not named are right
 * @param tick how much time passes with every operation that begins
 */
record Clocks(String name, List<Duration> skews, Duration tick) {
  static final Clocks TOGETHER = new Clocks("together", List.of(), Duration.ofMillis(1));
  static final Clocks STANDING = new Clocks("standing", List.of(), Duration.ZERO);
  static final Clocks FIRST_AHEAD = ahead(4, 0, -4);
  static final Clocks LAST_AHEAD = ahead(-4, 0, 4);
  static final List<Clocks> FEW = List.of(TOGETHER, LAST_AHEAD);
  static final List<Clocks> ALL = List.of(TOGETHER, STANDING, FIRST_AHEAD, LAST_AHEAD);

  private static Clocks ahead(long... seconds) {
    List<Duration> skews = LongStream.of(seconds).mapToObj(Duration::ofSeconds).toList();
    return new Clocks("skewed " + skews, skews, Duration.ofMillis(1));
  }

  Duration skew(int client) {
    return client < skews.size() ? skews.get(client) : Duration.ZERO;
  }
}
