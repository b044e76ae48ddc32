package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.crypto.chain.SealedRecord;
import io.acteon.model.Scope;
import io.acteon.testkit.time.Eventually;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one process spools no other takes, while it lives. */
class SpoolLockTest {
  @TempDir private Path directory;
  private final CareTable table = new CareTable();
  private Spool one = new Spool(Path.of("unused"), "trail");
  private Spool other = one;

  @BeforeEach
  void open() {
    one = new Spool(directory, "trail");
    other = new Spool(directory, "trail");
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
    table.close();
  }

  /** Another process, which tries to lock a file and says whether it could. */
  static final class Rival {
    private Rival() {}

    public static void main(String[] file) throws IOException {
      try (var opened = new RandomAccessFile(file[0], "rw")) {
        System.exit(opened.getChannel().tryLock() == null ? 10 : 11);
      }
    }
  }

  private static boolean couldLock(Path file) throws Exception {
    Path classes =
        Path.of(SpoolLockTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    int exit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes.toString(),
                Rival.class.getName(),
                file.toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(exit).isBetween(10, 11);
    return exit == 11;
  }

  private List<SealedRecord> records() {
    return List.of(SealedRecord.seal(table.decided(), new SecureRandom()));
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static List<SealedRecord> taken(List<SealedRecord> records) {
    assertThat(records).isNotEmpty();
    return List.of();
  }

  private static List<SealedRecord> nobody(List<SealedRecord> records) {
    throw new AssertionError("handed over: " + records);
  }

  @Test
  void aStoreBesideItInTheSameProcessDoesNotTakeItsLockAway() throws Exception {
    one.add(records());
    Path file = files().getFirst();
    assertThat(couldLock(file)).isFalse();

    assertThat(other.replay(SpoolLockTest::nobody)).isTrue();

    assertThat(couldLock(file)).isFalse();
    one.close();
    assertThat(couldLock(file)).isTrue();
    assertThat(other.replay(SpoolLockTest::taken)).isTrue();
    assertThat(file).doesNotExist();
  }

  @Test
  void whoReplaysAFileHoldsItToTheEnd() throws Exception {
    one.add(records());
    one.close();
    Path file = files().getFirst();

    boolean taken =
        other.replay(records -> {
          assertThat(one.replay(SpoolLockTest::nobody)).isTrue();
          try {
            return couldLock(file) ? records : List.of();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });

    assertThat(taken).isTrue();
  }

  @Test
  void whatIsNotTakenIsKeptAndNothingElse() throws Exception {
    var all = new ArrayList<SealedRecord>();
    for (int i = 0; i < 4; i++) {
      List<SealedRecord> some = records();
      one.add(some);
      all.addAll(some);
    }

    assertThat(one.replay(records -> records)).as("nothing is taken").isFalse();
    one.add(List.of(all.getFirst()));
    var seen = new ArrayList<SealedRecord>();
    assertThat(
            one.replay(records -> {
              seen.addAll(records);
              return records.subList(1, records.size());
            }))
        .isFalse();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(with(all, all.getFirst()));
    seen.clear();
    assertThat(
            one.replay(records -> {
              seen.addAll(records);
              return List.of();
            }))
        .isTrue();

    assertThat(seen).containsExactlyElementsOf(all.subList(1, 4));
    assertThat(files()).isEmpty();
  }

  private static List<SealedRecord> with(List<SealedRecord> records, SealedRecord one) {
    return Stream.concat(records.stream(), Stream.of(one)).toList();
  }

  @Test
  void anOutageMakesAFewFilesOnly() throws Exception {
    for (int i = 0; i < 20; i++) {
      one.add(records());
      assertThat(one.replay(records -> records)).isFalse();
    }

    assertThat(files()).hasSizeLessThan(10);
    assertThat(one.replay(SpoolLockTest::taken)).isTrue();
    assertThat(one.replay(SpoolLockTest::taken)).isTrue();
    assertThat(files()).isEmpty();
  }

  @Test
  void anInterruptKeepsNothingOutOfTheSpool() throws Exception {
    var ids = new ArrayList<String>();
    for (int round = 0; round < 50; round++) {
      List<SealedRecord> records = records();
      ids.add(records.getFirst().id());
      try (var fresh = new Spool(directory, "trail")) {
        var adding =
            new FutureTask<>(() -> {
              fresh.add(records);
              return true;
            });
        var thread = Thread.ofVirtual().start(adding);
        thread.interrupt(); // Before, while or after it makes the file.
        assertThat(adding.get()).isTrue();
      }
    }
    Thread.currentThread().interrupt();
    List<SealedRecord> last = records();
    one.add(last);
    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    ids.add(last.getFirst().id());

    var seen = new ArrayList<String>();
    one.replay(records -> {
      records.forEach(record -> seen.add(record.id()));
      return List.of();
    });
    assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(files()).isEmpty();
  }

  private SealedRecord sealed(Scope scope) {
    return SealedRecord.seal(table.decided(scope), new SecureRandom());
  }

  @Test
  void whatChainsTakeDoesNotWaitForWhatIsBeforeItOfOneThatTakesNothing() {
    Scope stopped = new Scope("shop", "stopped");
    var before = Stream.generate(() -> sealed(stopped)).limit(1_200).toList();
    var behind = Stream.generate(() -> sealed(table.scope)).limit(3).toList();
    one.add(before);
    one.add(behind);
    one.close();
    var asked = new ArrayList<SealedRecord>();
    var taken = new ArrayList<SealedRecord>();

    boolean all =
        other.replay(records -> {
          asked.addAll(records);
          var left =
              records.stream().filter(record -> record.facts().scope().equals(stopped)).toList();
          records.stream().filter(record -> !left.contains(record)).forEach(taken::add);
          return left;
        });

    assertThat(all).isFalse();
    assertThat(taken).containsExactlyInAnyOrderElementsOf(behind);
    assertThat(asked).as("the stopped one is not asked again and again").hasSizeLessThan(600);

    taken.clear();
    boolean rest =
        other.replay(records -> {
          taken.addAll(records);
          return List.of();
        });

    assertThat(rest).isTrue();
    assertThat(taken).as("nothing is lost").containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void anErrorInOneRoundOfReplayIsNotTheLast() {
    SealedRecord record = sealed(table.scope);
    one.add(List.of(record));
    one.close();
    var rounds = new AtomicInteger();

    try (var _ =
        new SpoolReplay(
            other,
            _ -> {
              if (rounds.getAndIncrement() == 0) {
                throw new OutOfMemoryError("of the test");
              }
              return List.of();
            },
            table.time)) {
      Eventually.holds("a round that fails", () -> rounds.get() == 1);
      table.advanceUntil(SpoolReplay.MOST_PAUSE, "one that does not", () -> rounds.get() > 1);
    }
  }
}
