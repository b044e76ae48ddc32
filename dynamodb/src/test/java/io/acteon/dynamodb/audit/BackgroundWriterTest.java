package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.crypto.chain.SealedRecord;
import io.acteon.model.Scope;
import io.acteon.store.StoreListener;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.time.Eventually;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was accepted is in the spool when the writer is closed while no store answers. */
class BackgroundWriterTest {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir private Path directory;
  private final long seed = ThreadLocalRandom.current().nextLong();
  private final TimeSource time = TimeSource.system();
  private final AuditSamples samples = new AuditSamples(time, new Random(seed));
  private final AtomicInteger hanging = new AtomicInteger();

  /** A store that never answers: whoever asks it hangs until interrupted. */
  private List<Pending> hang(List<Pending> records, Deadline deadline) {
    hanging.incrementAndGet();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return records;
  }

  /** The same, with an HTTP client in between that does not keep the interrupt. */
  private List<Pending> hangAndForget(List<Pending> records, Deadline deadline) {
    List<Pending> left = hang(records, deadline);
    boolean _ = Thread.interrupted();
    return left;
  }

  private BackgroundWriter open(RecordPuts store, Spool spool) {
    return new BackgroundWriter(
        store,
        spool,
        new BackgroundWriter.Limits(1_000, 64 * 1024 * 1024, LONG, LONG),
        time,
        StoreListener.NONE,
        "table");
  }

  private void close(BackgroundWriter writer) {
    writer.close(Deadline.in(Duration.ZERO, time));
  }

  private List<String> accept(BackgroundWriter writer, int count) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      var record =
          Pending.of(
              SealedRecord.seal(samples.record(new Scope("shop", "acme")), new SecureRandom()));
      writer.accept(record, Deadline.in(LONG, time));
      ids.add(record.id());
    }
    return ids;
  }

  private List<String> spooled() {
    var ids = new ArrayList<String>();
    try (var next = new Spool(directory, "trail")) {
      next.replay(records -> {
        records.forEach(record -> ids.add(record.id()));
        return List.of();
      });
    }
    return ids;
  }

  private void assertAllSpooled(List<String> ids) throws IOException {
    assertThat(spooled()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(ids);
    try (var left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void closingWhileTheStoreIsDeadSpoolsAllThatWasAccepted() throws IOException {
    List<String> ids;
    try (var spool = new Spool(directory, "trail")) {
      var writer = open(this::hang, spool);
      ids = accept(writer, 200);
      Eventually.holds("a writer holds a batch", () -> hanging.get() > 0);
      close(writer);
    }

    assertAllSpooled(ids);
  }

  @Test
  void aWriterThatForgetsItsInterruptEndsAllTheSame() throws IOException {
    List<String> ids;
    try (var spool = new Spool(directory, "trail")) {
      var writer = open(this::hangAndForget, spool);
      ids = accept(writer, 200);
      Eventually.holds("all writers hold a batch", () -> hanging.get() == 4);
      close(writer);
    }

    assertAllSpooled(ids);
  }

  @Test
  void aCloserThatIsInterruptedSpoolsAllThatWasAccepted() throws IOException {
    List<String> ids;
    try (var spool = new Spool(directory, "trail")) {
      var writer = open(this::hang, spool);
      ids = accept(writer, 200);
      Thread.currentThread().interrupt();
      close(writer);
    }

    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    assertAllSpooled(ids);
  }

  @Test
  void whatIsAcceptedWhileItClosesIsSpooledToo() throws IOException {
    List<String> ids;
    try (var spool = new Spool(directory, "trail")) {
      var writer = open(this::hang, spool);
      var accepting = CompletableFuture.supplyAsync(() -> accept(writer, 200));
      Eventually.holds("a writer holds a batch", () -> hanging.get() > 0);
      close(writer);
      ids = accepting.join();
    }

    assertAllSpooled(ids);
  }
}
