package io.acteon.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An export is verified in memory that does not grow with it. */
class LongExportTest {

  /** A quarter of what the export is long, of which a JVM needs some for itself. */
  private static final String SMALL_HEAP = "12m";

  @Test
  void anExportIsVerifiedInLessMemoryThanItIsLong() throws IOException, InterruptedException {
    try (LongExport export = LongExport.make(40_000)) {
      assertThat(Files.size(export.file())).isGreaterThan(48_000_000);

      assertThat(export.verify(SMALL_HEAP).records()).isEqualTo(40_000);
    }
  }

  @Test
  void aRecordTooManyAtTheEndIsNoticed() throws IOException, InterruptedException {
    try (LongExport export = LongExport.make(128)) {
      Files.writeString(export.file(), "{}\n", StandardOpenOption.APPEND);

      assertThatThrownBy(() -> export.verify(SMALL_HEAP)).hasMessageContaining("status 1");
    }
  }

  @Test
  @Tag("soak")
  void aMillionRecordsAreVerifiedUnder64MegabytesOfHeap() throws IOException, InterruptedException {
    try (LongExport export = LongExport.make(1_000_000)) {
      assertThat(export.verify("64m").records()).isEqualTo(1_000_000);
    }
  }
}
