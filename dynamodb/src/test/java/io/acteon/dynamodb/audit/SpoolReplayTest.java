package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.crypto.Ed25519Private;
import io.acteon.store.Answer;
import io.acteon.testkit.fault.Fault;
import io.acteon.testkit.fault.FaultPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was spooled comes into the trail while the gateway runs, once the store takes it. */
class SpoolReplayTest {
  private static final Map<String, String> IMPATIENT = Map.of("write_persistence_ms", "2000");

  private final CareTable table = new CareTable();
  private final AtomicBoolean cut = new AtomicBoolean();

  @AfterEach
  void close() {
    table.close();
  }

  /** A store that takes no records while {@link #cut} says so. */
  private AuditStore open(AuditMode mode, String operation) {
    FaultPlan plan = _ -> cut.get() ? Fault.CUT_BEFORE : Fault.NONE;
    return table.open(mode, IMPATIENT, plan.only(operation::equals));
  }

  private static boolean isThere(AuditRecord record) {
    return !Tamper.get(CareTable.TABLE.table(), record.id()).isEmpty();
  }

  private List<Path> spoolFiles() {
    try (var files = Files.list(CareTable.TABLE.spool())) {
      return files.filter(file -> file.toString().contains("-" + table.deployment + "-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<AuditRecord> spool(AuditStore store, int count) {
    var records = new ArrayList<AuditRecord>();
    for (int i = 0; i < count; i++) {
      AuditRecord record = table.decided();
      records.add(record);
      var answer = CompletableFuture.supplyAsync(() -> table.outcome(store, record));
      table.time.advanceUntil(Duration.ofSeconds(1), "it is spooled", answer::isDone);
      assertThat(answer.join()).isInstanceOf(Answer.Unknown.class);
    }
    assertThat(records).noneMatch(SpoolReplayTest::isThere);
    assertThat(spoolFiles()).isNotEmpty();
    return records;
  }

  private void assertReplayed(List<AuditRecord> records) {
    table.advanceUntil(
        SpoolReplay.MOST_PAUSE,
        "the records are in the trail",
        () -> records.stream().allMatch(SpoolReplayTest::isThere) && spoolFiles().isEmpty());
  }

  @Test
  void outcomesThatAChainCouldNotTakeAreAppendedOnceItCan() {
    AuditStore store = open(AuditMode.SOC2, "TransactWriteItems");
    assertThat(table.outcome(store, table.decided())).isInstanceOf(Answer.Applied.class);
    cut.set(true);
    List<AuditRecord> records = spool(store, 3);
    table.time.advance(SpoolReplay.INTERVAL);
    records.addAll(spool(store, 1));
    cut.set(false);

    assertReplayed(records);

    assertThat(table.verify(store).findings()).isEmpty();
    assertThat(table.verify(store).records()).isEqualTo(5);
  }

  @Test
  void outcomesOfAChainThatWasStoppedForNowAreAppendedWhenItGoesOn() throws IOException {
    AuditStore store = table.open();
    assertThat(table.outcome(store, table.decided())).isInstanceOf(Answer.Applied.class);
    Path file = Files.createTempFile("acteon", ".pem");
    file.toFile().deleteOnExit();
    String pem = Ed25519Private.generatePem(new SecureRandom());
    String ours = Chains.key().publicKey().base64();
    AuditStore stranger =
        table.open(
            Map.of(
                "signing_key_file", Files.writeString(file, pem).toString(), "trusted_keys", ours));
    assertThat(table.outcome(stranger, table.decided())).isInstanceOf(Answer.Applied.class);
    List<AuditRecord> records = spool(store, 2);
    AuditStore both =
        table.open(Map.of("trusted_keys", Ed25519Private.parse(pem).publicKey().base64()));
    assertThat(table.outcome(both, table.decided())).isInstanceOf(Answer.Applied.class);

    assertReplayed(records);

    assertThat(table.verify(both).findings()).isEmpty();
  }

  @Test
  void aPlainTrailTakesThemToo() throws InterruptedException {
    AuditStore store = open(AuditMode.PLAIN, "BatchWriteItem");
    cut.set(true);
    AuditRecord record = table.decided();
    assertThat(table.outcome(store, record)).isInstanceOf(Answer.Applied.class);
    table.advanceUntil(SpoolReplay.INTERVAL, "it is spooled", () -> !spoolFiles().isEmpty());
    cut.set(false);

    assertReplayed(List.of(record));
  }
}
