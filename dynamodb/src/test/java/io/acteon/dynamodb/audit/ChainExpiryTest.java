package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A year of records that are kept for thirty days: what remains verifies, whichever of the others
 * DynamoDB collected already. Its clock decides, so the year lies behind us.
 */
class ChainExpiryTest {
  private static final String TABLE = Chains.TABLE.table();
  private static final Duration KEPT = Duration.ofDays(30);

  private final Chains chains = new Chains();
  private final Random random = new Random(chains.seed);

  @AfterEach
  void close() {
    chains.close();
  }

  private List<AuditRecord> dispatchAt(Instant at) {
    return chains.dispatch(
        chains.samples.record(chains.scope, "a", at).toBuilder()
            .expiresAt(Optional.of(at.plus(KEPT)))
            .build());
  }

  /** Records of every fifth day; those whose time has come, shuffled. */
  private List<AuditRecord> year(int daysAgoFrom, int daysAgoTo) {
    Instant now = chains.time.now();
    var due = new ArrayList<AuditRecord>();
    for (int daysAgo = daysAgoFrom; daysAgo >= daysAgoTo; daysAgo -= 5) {
      List<AuditRecord> both = dispatchAt(now.minus(Duration.ofDays(daysAgo)));
      if (daysAgo > KEPT.toDays()) {
        due.addAll(both);
      }
    }
    Collections.shuffle(due, random);
    return due;
  }

  private void assertVerified(VerificationReport report, long expired) {
    assertThat(report.findings()).as("seed " + chains.seed).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    // DynamoDB Local collects, too, and in its own order.
    assertThat(report.expired()).as("seed " + chains.seed).isGreaterThanOrEqualTo(expired);
  }

  @Test
  void whatRemainsOfAYearVerifiesInWhateverOrderTheRestIsCollected() {
    List<AuditRecord> due = year(365, 0);
    assertVerified(chains.verify(), 0);
    int step = due.size() / 4;
    for (int i = 0; i < due.size(); i++) {
      Tamper.delete(TABLE, due.get(i).id());
      if (i % step == step - 1) {
        assertVerified(chains.verify(), i + 1);
      }
    }
    VerificationReport report = chains.verify();
    assertVerified(report, due.size());
    assertThat(report.expired()).isEqualTo(due.size());
    assertThat(report.records()).isEqualTo(report.recordsChecked() + due.size());
    assertThat(report.signedThrough()).hasValue(report.records() - 1);

    // Those that are left are as safe as they were.
    AuditRecord last = dispatchAt(chains.time.now()).getLast();
    Tamper.set(TABLE, last.id(), Attribute.PROVIDER, "other");
    assertThat(chains.verify().findings())
        .extracting(Finding::kind)
        .containsExactly(Kind.INDEX_CHANGED);
  }

  @Test
  void aTenantWhoseRecordsHaveAllExpiredAppendsOnAndVerifies() {
    List<AuditRecord> due = year(365, 35);
    due.forEach(record -> Tamper.delete(TABLE, record.id()));
    assertVerified(chains.verify(), due.size());

    chains.restart();
    List<AuditRecord> both = chains.dispatch();

    VerificationReport report = chains.verify();
    assertVerified(report, due.size());
    assertThat(report.recordsChecked()).isEqualTo(2);
    assertThat(both.getLast().chain().orElseThrow().sequenceNumber()).isEqualTo(due.size() + 1L);
    Tamper.delete(TABLE, both.getLast().id());
    assertThat(chains.verify().findings()).extracting(Finding::kind).containsExactly(Kind.DELETED);
  }

  /** What lies before the range is walked by its segments, which outlive the records. */
  @Test
  void aRangeOfAChainWhoseBeginningHasExpired() {
    year(365, 35).forEach(record -> Tamper.delete(TABLE, record.id()));
    chains.dispatch();

    VerificationReport report =
        chains
            .chain()
            .verify(
                chains.scope,
                new Range(Optional.of(chains.time.now().minusSeconds(60)), Optional.empty()),
                Progress.NONE,
                chains.soon());

    assertVerified(report, 0);
    assertThat(report.recordsChecked()).isEqualTo(2);
    assertThat(report.unresolvedIntents()).isZero();
  }

  /** The sweep's word stands, and the true outcome stands beside it. */
  @Test
  void anOutcomeThatCameLateHasItsIntent() {
    AuditRecord outcome = chains.samples.record(chains.scope);
    chains.dispatch(outcome.toBuilder().outcome("unknown").build());
    Chains.applied(chains.store().outcome(outcome, Optional.empty(), chains.soon()));

    VerificationReport report = chains.verify();

    assertVerified(report, 0);
    assertThat(report.records()).isEqualTo(3);
    assertThat(Tamper.get(TABLE, outcome.id() + AuditRecord.LATE_SUFFIX)).isNotEmpty();

    AuditRecord alone =
        chains.samples.record(chains.scope).toBuilder()
            .id("nobody" + AuditRecord.LATE_SUFFIX)
            .build();
    Chains.applied(chains.store().outcome(alone, Optional.empty(), chains.soon()));
    assertThat(chains.verify().findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.OUTCOME_WITHOUT_INTENT);
          assertThat(finding.recordId()).contains(alone.id());
        });
  }

  @Test
  void aChainIsMissedByItsCheckpointInTheTable() {
    chains.dispatch();
    chains.restart();
    String head = chains.keys.headId(chains.name());
    Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item =
        Tamper.get(TABLE, head);
    var segments =
        List.of(
            Tamper.get(TABLE, chains.keys.segmentId(chains.name(), 0, 0)),
            Tamper.get(TABLE, chains.keys.segmentId(chains.name(), 0, 1)));
    segments.forEach(
        one -> Tamper.delete(TABLE, one.getOrDefault(Attribute.ID, RecordItem.text("")).s()));
    Tamper.delete(TABLE, head);

    assertThat(chains.verify().findings())
        .anySatisfy(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.CHAIN_DELETED);
          assertThat(finding.detail()).contains("a checkpoint saw it with 2 records");
        });

    segments.forEach(one -> Tamper.put(TABLE, one));
    Tamper.put(TABLE, item);
    assertVerified(chains.verify(), 0);
  }
}
