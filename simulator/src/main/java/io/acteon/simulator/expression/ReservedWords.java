package io.acteon.simulator.expression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Words that DynamoDB refuses as plain attribute names.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html">the
 *     list</a>
 */
final class ReservedWords {
  private static final String RESOURCE = "reserved-words.txt";
  private static final Set<String> WORDS = read();

  private ReservedWords() {}

  static boolean contains(String name) {
    return WORDS.contains(name.toUpperCase(Locale.ROOT));
  }

  private static Set<String> read() {
    try (InputStream in = ReservedWords.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the simulator's jar");
      }
      return Set.of(new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read from the simulator's jar", e);
    }
  }
}
