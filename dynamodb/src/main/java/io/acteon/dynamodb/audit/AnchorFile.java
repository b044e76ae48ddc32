package io.acteon.dynamodb.audit;

import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.AnchorLines;
import io.acteon.crypto.chain.AnchoredChains;
import io.acteon.crypto.chain.Anchors;
import io.acteon.crypto.chain.LargestLines;
import io.acteon.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads checkpoints in a file outside the table, one JSON object a line. It helps as far as whoever
 * can write the table cannot write it.
 *
 * <p>The file only ever grows, and for years. So what the largest checkpoints of each chain are is
 * kept and brought up to date from where the file was read to, and of those only the largest is
 * verified. Thread-safe.
 */
final class AnchorFile {
  /**
   * Whoever has the file open holds it. Where locks are POSIX's, a process that closes any
   * descriptor of a file loses its locks on it, so that a reader could take the lock of a writer
   * beside it.
   */
  static final ReentrantLock LOCK = new ReentrantLock();

  /** More than one, since somebody else may have signed the largest. */
  private static final int MOST_OF_A_CHAIN = 8;

  /** Longer than a signature, so that no two files have the same there. */
  private static final int TAIL_BYTES = 128;

  private final Path path;
  private final ChainSettings settings;
  private final Map<String, LargestLines> chains = new HashMap<>();
  private long readTo;
  private byte[] tail = {};
  private long linesRead;
  private long verified;

  /** What reading has cost so far. */
  record Work(long lines, long signatures) {}

  AnchorFile(Path path, ChainSettings settings) {
    this.path = path.toAbsolutePath();
    this.settings = settings;
  }

  Path path() {
    return path;
  }

  /** What the file says of the chain that checkpoints call {@code origin}; reads all of it. */
  Anchors read(String origin) {
    if (!Files.exists(path)) {
      return new Anchors(
          List.of(), List.of(), List.of("the anchor file " + path + " is not there"));
    }
    return read(
        lines -> new AnchorLines(origin, settings.logOrigin(), settings.trusted()).read(lines));
  }

  /** The largest checkpoints of chains whose origins are none of {@code known}, by origin. */
  Map<String, Anchors.Anchor> besides(Set<String> known) {
    return Files.exists(path)
        ? read(lines ->
            new AnchoredChains(settings.logOrigin(), settings.trusted()).besides(known, lines))
        : Map.of();
  }

  private <T> T read(Function<Stream<String>, T> reading) {
    LOCK.lock();
    // Decodes whatever there is: a torn line may end within a character.
    try (var lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
      return reading.apply(lines.lines());
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    } finally {
      LOCK.unlock();
    }
  }

  private StoreException unreadable(Exception cause) {
    return new StoreException.Rejected("anchor_file " + path + " cannot be read: " + cause, cause);
  }

  /**
   * The largest checkpoint of the chain {@code origin} that a trusted key signed. Reads what was
   * added since the last time.
   */
  Optional<Checkpoint> newest(String origin) {
    LOCK.lock();
    try {
      if (!Files.exists(path)) {
        forget();
        return Optional.empty();
      }
      try (var in = new RandomAccessFile(path.toFile(), "r")) {
        catchUp(in);
      }
      return largest(origin);
    } catch (IOException e) {
      throw unreadable(e);
    } finally {
      LOCK.unlock();
    }
  }

  /** Reads what was added since, for whoever holds {@link #LOCK}. */
  void catchUp(RandomAccessFile in) throws IOException {
    if (!isContinued(in)) {
      forget();
    }
    in.seek(readTo);
    try (var lines = WholeLines.of(in)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        take(line);
      }
      if (!lines.rest().isEmpty()) {
        take(lines.rest()); // Whole or torn off: it is read again when it has an end.
      }
      long to = readTo + lines.bytes();
      tail = bytes(in, to);
      readTo = to;
    }
  }

  /** The largest as of the last reading, for whoever holds {@link #LOCK}. */
  Optional<Checkpoint> largest(String origin) {
    return Optional.ofNullable(chains.get(origin))
        .flatMap(lines -> lines.largest(this::isTrusted))
        .map(AnchorLines.Line::checkpoint);
  }

  /** Whether it is the file that was read, grown perhaps, and not another in its place. */
  private boolean isContinued(RandomAccessFile in) throws IOException {
    return in.length() >= readTo && Arrays.equals(bytes(in, readTo), tail);
  }

  private static byte[] bytes(RandomAccessFile in, long end) throws IOException {
    byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, end)];
    in.seek(end - bytes.length);
    in.readFully(bytes);
    return bytes;
  }

  private void forget() {
    readTo = 0;
    tail = new byte[0];
    chains.clear();
  }

  private void take(String line) {
    linesRead++;
    AnchorLines.parse(line)
        .ifPresent(one ->
            chains
                .computeIfAbsent(one.checkpoint().origin(), _ -> new LargestLines(MOST_OF_A_CHAIN))
                .add(one, linesRead));
  }

  private boolean isTrusted(SignedNote note) {
    verified++;
    return settings.trusted().stream().anyMatch(key -> note.isSignedBy(settings.logOrigin(), key));
  }

  Work work() {
    LOCK.lock();
    try {
      return new Work(linesRead, verified);
    } finally {
      LOCK.unlock();
    }
  }
}
