package io.acteon.dynamodb.audit;

import io.acteon.crypto.chain.AnchorLines;
import io.acteon.crypto.chain.AnchoredChains;
import io.acteon.crypto.chain.Anchors;
import io.acteon.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads checkpoints in a file outside the table, one JSON object a line. It helps as far as whoever
 * can write the table cannot write it.
 */
final class AnchorFile {
  private AnchorFile() {}

  /** What the file says of the chain that checkpoints call {@code origin}. */
  static Anchors read(Path file, String origin, ChainSettings settings) {
    if (!Files.exists(file)) {
      return new Anchors(
          List.of(), List.of(), List.of("the anchor file " + file + " is not there"));
    }
    return read(
        file,
        lines -> new AnchorLines(origin, settings.logOrigin(), settings.trusted()).read(lines));
  }

  /** The largest checkpoints of chains whose origins are none of {@code known}, by origin. */
  static Map<String, Anchors.Anchor> besides(Path file, Set<String> known, ChainSettings settings) {
    return Files.exists(file)
        ? read(
            file,
            lines ->
                new AnchoredChains(settings.logOrigin(), settings.trusted()).besides(known, lines))
        : Map.of();
  }

  private static <T> T read(Path file, Function<Stream<String>, T> reading) {
    // Decodes whatever there is: a torn line may end within a character.
    try (var lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      return reading.apply(lines.lines());
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException.Rejected("anchor_file " + file + " cannot be read: " + e, e);
    }
  }
}
