package io.acteon.crypto.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
  private static final long SECONDS_TO_9999 = 253_402_300_800L;

  /** What a reader of times makes of a text; empty when it refuses. */
  private static Optional<Instant> jdk(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> ours(String text) {
    try {
      return Optional.of(InstantText.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Test
  void everyTimeIsReadAsTheJdkWroteIt() {
    long seed = ThreadLocalRandom.current().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      int unit = new int[] {1_000_000_000, 1_000_000, 1_000, 1}[random.nextInt(4)];
      long nanos = random.nextLong(1_000_000_000 / unit) * unit;
      Instant time =
          Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, SECONDS_TO_9999 * 2), nanos);

      assertThat(InstantText.parse(time.toString())).as("seed %d", seed).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00.1Z",
        "2026-01-01T00:00:00.1234567890Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T24:00:01Z",
        "2016-12-31T23:59:60Z",
        "2026-02-29T00:00:00Z",
        "2024-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-10T00:00:00Z",
        "2026-01-01t00:00:00z",
        "2026-01-01T00:00:00+01:00",
        "2026-01-01T0a:00:00Z",
        "2026-01-01T00:00:00.12\u0663Z",
        "2026-01-01 00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "2026-01-01T00:60:00Z"
      })
  void whateverElseIsJudgedAsTheJdkDoes(String text) {
    assertThat(ours(text)).isEqualTo(jdk(text));
  }
}
