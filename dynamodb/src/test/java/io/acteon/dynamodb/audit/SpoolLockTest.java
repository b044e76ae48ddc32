package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.crypto.chain.SealedRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
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

  private Path file() throws IOException {
    try (var files = Files.list(directory)) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void aStoreBesideItInTheSameProcessDoesNotTakeItsLockAway() throws Exception {
    one.add(records());
    Path file = file();
    assertThat(couldLock(file)).isFalse();

    assertThat(other.replay(_ -> true)).isZero();

    assertThat(couldLock(file)).isFalse();
    one.close();
    assertThat(couldLock(file)).isTrue();
    assertThat(other.replay(_ -> true)).isEqualTo(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void whoReplaysAFileHoldsItToTheEnd() throws Exception {
    one.add(records());
    one.close();
    Path file = file();

    int taken =
        other.replay(_ -> {
          assertThat(one.replay(_ -> true)).isZero();
          try {
            return !couldLock(file);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });

    assertThat(taken).isEqualTo(1);
  }
}
