package io.acteon.dynamodb.audit;

import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.Field;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that could not be written in time, in a file of this process: one JSON object a line,
 * synced to the disk, readable by its owner only, locked while the process lives. Thread-safe; the
 * file's lock is held while it is written, which callers wait for.
 *
 * <p>Where locks are POSIX's, a process that closes any descriptor of a file loses its lock on it,
 * see {@link FileLock}. So no file that this process holds is opened a second time by it.
 */
final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final String SUFFIX = ".jsonl";

  /** A file may be larger than memory. */
  private static final int RECORDS_AT_ONCE = 500;

  /** Each costs a round that the store takes nothing of its whole persistence. */
  private static final int MOST_SET_ASIDE = 8;

  /** Nor does it take the rest of a file after so many times in a row. */
  private static final int MOST_IN_VAIN = 4;

  /** Of all spools in this process, in the one form that a file's path has. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final String prefix;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Path> setAside = new HashSet<>();
  private @Nullable RandomAccessFile file;
  private @Nullable Path path;

  /** {@code trail} tells the files of one table and deployment from those of others. */
  Spool(Path directory, String trail) {
    this.directory = directory;
    this.prefix = "acteon-audit-" + trail.replaceAll("[^A-Za-z0-9_.-]", "_") + "-";
  }

  /**
   * Adds records; they are on the disk when this returns, also when the thread is interrupted.
   *
   * @throws UncheckedIOException when they are not
   */
  void add(List<SealedRecord> records) {
    var lines = new StringBuilder();
    records.forEach(record -> lines.append(JsonText.print(json(record))).append('\n'));
    byte[] bytes = Octets.utf8(lines.toString()).toArray();
    lock.lock();
    try {
      RandomAccessFile out = open();
      long before = out.length();
      try {
        out.seek(before);
        out.write(bytes);
        out.getFD().sync();
      } catch (IOException e) {
        out.setLength(before);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "audit records could not be put into " + directory + ": " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  /** Not a channel: an interrupt in the middle of writing would close that. */
  private RandomAccessFile open() throws IOException {
    RandomAccessFile opened = file;
    if (opened != null) {
      return opened;
    }
    Files.createDirectories(directory);
    Path at = directory.toRealPath().resolve(prefix + UUID.randomUUID() + SUFFIX);
    HELD.add(at);
    try {
      opened = createUninterrupted(at);
    } catch (IOException e) {
      HELD.remove(at);
      throw e;
    }
    file = opened;
    path = at;
    LOG.warn("audit records go to {} until the store takes them", at);
    return opened;
  }

  /**
   * Locking and syncing go by channels, which an interrupt breaks: those who spool are interrupted
   * when the gateway ends, just when it matters. The interrupt is kept for the caller.
   */
  private RandomAccessFile createUninterrupted(Path at) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return create(at);
        } catch (FileLockInterruptionException | ClosedByInterruptException _) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The file has the name that others look for only once it is locked. */
  private RandomAccessFile create(Path at) throws IOException {
    Path unlocked = at.resolveSibling(at.getFileName() + ".new");
    try {
      if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            unlocked,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      var created = new RandomAccessFile(unlocked.toFile(), "rw");
      try {
        FileLock held = created.getChannel().lock();
        Files.move(unlocked, at, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory();
        LOG.debug("{} is locked: {}", at, held);
        return created;
      } catch (IOException e) {
        created.close();
        throw e;
      }
    } catch (IOException e) {
      Files.deleteIfExists(unlocked);
      Files.deleteIfExists(at);
      throw e;
    }
  }

  /** Makes the new name durable, too. */
  private void syncDirectory() throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /**
   * Hands over the records of this process and of files that no living process holds, some at a
   * time; what is not taken is kept. Answers whether nothing is left.
   *
   * @param store answers those records that are not durable now
   */
  boolean replay(UnaryOperator<List<SealedRecord>> store) {
    setAside();
    boolean all = true;
    for (Path left : leftFiles()) {
      all &= replay(left, store);
    }
    return all;
  }

  /** The next records go to another file, so that this one can be replayed. */
  private void setAside() {
    lock.lock();
    try {
      setAside.removeIf(Files::notExists);
      if (path != null && setAside.size() < MOST_SET_ASIDE) {
        setAside.add(path);
        closeFile();
      }
    } catch (IOException e) {
      LOG.warn("setting the spool in {} aside failed", directory, e);
    } finally {
      lock.unlock();
    }
  }

  private List<Path> leftFiles() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory.toRealPath())) {
      return files
          .filter(one -> one.getFileName().toString().startsWith(prefix))
          .filter(one -> one.getFileName().toString().endsWith(SUFFIX))
          .sorted()
          .toList();
    } catch (IOException e) {
      LOG.error("spooled audit records in {} cannot be listed", directory, e);
      return List.of();
    }
  }

  /** Whether nothing is left of the file, as far as it is ours to judge. */
  private boolean replay(Path left, UnaryOperator<List<SealedRecord>> store) {
    if (!HELD.add(left)) {
      return true; // This or another store of this process holds it.
    }
    try (var file = new RandomAccessFile(left.toFile(), "rw")) {
      FileLock held = file.getChannel().tryLock();
      if (held == null) {
        return true;
      }
      Handed handed = hand(file, store);
      if (handed.taken() == 0 && handed.kept() > 0) {
        LOG.warn("{} keeps its audit records: the store took none", left);
        return false;
      }
      Files.delete(left);
      LOG.info(
          "{} spooled audit records of {} are in the trail now, {} are spooled again",
          handed.taken(),
          left,
          handed.kept());
      return handed.kept() == 0;
    } catch (IOException
        | UncheckedIOException
        | JsonSyntaxException
        | IllegalArgumentException e) {
      LOG.error("spooled audit records in {} cannot be replayed; look into it by hand", left, e);
      return false;
    } finally {
      HELD.remove(left);
    }
  }

  /** How many records were taken, and how many are in another file now, unless none were taken. */
  private record Handed(int taken, int kept) {}

  /**
   * Hands over the whole lines, some at a time; a last one without its end was never acknowledged.
   * When some were taken, the others are added to the file of this process. A chain that took none
   * of what was handed over to it is asked no more, so that others need not wait for it.
   */
  private Handed hand(RandomAccessFile file, UnaryOperator<List<SealedRecord>> store)
      throws IOException {
    Set<Scope> refusing = new HashSet<>();
    int taken = 0;
    int kept = 0;
    int inVain = 0;
    try (var in = WholeLines.of(file)) {
      for (List<SealedRecord> some = next(in); !some.isEmpty(); some = next(in)) {
        List<SealedRecord> asked =
            inVain < MOST_IN_VAIN
                ? some.stream().filter(one -> !refusing.contains(scope(one))).toList()
                : List.of();
        Set<SealedRecord> gone = new HashSet<>(asked);
        if (!asked.isEmpty()) {
          List<SealedRecord> left = store.apply(asked);
          left.forEach(gone::remove);
          inVain = gone.isEmpty() ? inVain + 1 : 0;
          left.forEach(one -> refusing.add(scope(one)));
          gone.forEach(one -> refusing.remove(scope(one)));
        }
        if (taken == 0 && !gone.isEmpty()) {
          addFirst(kept, file);
        }
        List<SealedRecord> again = some.stream().filter(one -> !gone.contains(one)).toList();
        taken += some.size() - again.size();
        kept += again.size();
        if (taken > 0 && !again.isEmpty()) {
          add(again);
        }
      }
    }
    return new Handed(taken, kept);
  }

  /** Adds the first {@code count} records of {@code file}, which stands afterwards where it did. */
  private void addFirst(int count, RandomAccessFile file) throws IOException {
    long at = file.getFilePointer();
    file.seek(0);
    try (var in = WholeLines.of(file)) {
      for (int left = count; left > 0; ) {
        List<SealedRecord> some = next(in);
        add(some.subList(0, Math.min(left, some.size())));
        left -= some.size();
      }
    }
    file.seek(at);
  }

  private static Scope scope(SealedRecord record) {
    return record.facts().scope();
  }

  private static List<SealedRecord> next(WholeLines in) throws IOException {
    var some = new ArrayList<SealedRecord>();
    while (some.size() < RECORDS_AT_ONCE) {
      String line = in.next();
      if (line == null) {
        break;
      }
      some.add(record(JsonText.parse(line)));
    }
    return some;
  }

  private static Json json(SealedRecord record) {
    Json.Obj fields = Json.EMPTY;
    for (var field : record.fields().entrySet()) {
      fields = fields.with(field.getKey().name(), Json.of(field.getValue().base64Url()));
    }
    return Json.object(
        Json.field("id", record.id()),
        Json.field("body", record.body().base64Url()),
        Json.field("nonce", record.nonce().base64Url()),
        Json.field("fields", fields));
  }

  private static SealedRecord record(Json line) {
    var fields = new EnumMap<Field, Octets>(Field.class);
    if (member(line, "fields") instanceof Json.Obj stored) {
      for (String name : stored.fields().keySet()) {
        fields.put(Field.valueOf(name), Octets.fromBase64Url(text(stored, name)));
      }
    }
    return new SealedRecord(
        text(line, "id"),
        Octets.fromBase64Url(text(line, "body")),
        Octets.fromBase64Url(text(line, "nonce")),
        fields);
  }

  private static Json member(Json object, String name) {
    return object instanceof Json.Obj known ? known.field(name).orElse(Json.NULL) : Json.NULL;
  }

  private static String text(Json object, String name) {
    if (member(object, name) instanceof Json.Str(String text)) {
      return text;
    }
    throw new IllegalArgumentException("a spooled record has no " + name);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closeFile();
    } catch (IOException e) {
      LOG.warn("closing the spool in {} failed", directory, e);
    } finally {
      lock.unlock();
    }
  }

  private void closeFile() throws IOException {
    RandomAccessFile opened = file;
    Path at = path;
    if (opened != null && at != null) {
      opened.close();
      file = null;
      path = null;
      HELD.remove(at);
    }
  }
}
