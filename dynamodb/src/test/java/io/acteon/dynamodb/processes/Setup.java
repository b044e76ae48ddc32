package io.acteon.dynamodb.processes;

import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a child needs to open its store, in a form that can be handed over on a command line.
 *
 * @param seed of the faults of its requests and of its own choices
 * @param disturbed the share of its writes to which something happens
 * @param skew how far its wall clock is off
 */
record Setup(URI url, String table, long seed, double disturbed, Duration skew) {
  private static final int WORDS = 5;

  /** Undisturbed, in a table of its own in the shared DynamoDB Local. */
  static Setup calm(String purpose) {
    return calm(purpose, SharedDynamoDbLocal.url());
  }

  /** Undisturbed, in a table of its own at {@code url}. */
  static Setup calm(String purpose, URI url) {
    long seed = Long.getLong("acteon.seed", ThreadLocalRandom.current().nextLong(1_000_000));
    System.out.println("seed " + seed + "; replay with -Dacteon.seed=" + seed);
    String table = purpose + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    return new Setup(url, table, seed, 0, Duration.ZERO);
  }

  /** For one child of several, each with faults of its own. */
  Setup child(int number, double share, Duration off) {
    return new Setup(url, table, seed * 31 + number, share, off);
  }

  static Setup of(String[] words) {
    return new Setup(
        URI.create(words[0]),
        words[1],
        Long.parseLong(words[2]),
        Double.parseDouble(words[3]),
        Duration.parse(words[4]));
  }

  /** What a command line says after the words of the setup. */
  static String extra(String[] words, int position) {
    return words[WORDS + position];
  }

  List<String> words() {
    return List.of(
        url.toString(), table, Long.toString(seed), Double.toString(disturbed), skew.toString());
  }
}
