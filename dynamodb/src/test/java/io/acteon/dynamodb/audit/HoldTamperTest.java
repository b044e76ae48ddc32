package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whoever gets round a legal hold is found; whoever keeps to it is not. */
class HoldTamperTest {
  private static final String TABLE = Chains.TABLE.table();

  private final Chains chains = new Chains();
  private AuditRecord older = chains.samples.record(chains.scope);
  private AuditRecord younger = older;

  @BeforeEach
  void hold() {
    older = expiring();
    chains.chain().hold(chains.scope, "case 17", chains.soon());
    younger = expiring();
    assertClean();
  }

  @AfterEach
  void close() {
    chains.close();
  }

  /** Its time has come already, so that only a hold keeps it. */
  private AuditRecord expiring() {
    Instant past = chains.time.now().minusSeconds(5);
    return chains
        .dispatch(
            chains.samples.record(chains.scope).toBuilder().expiresAt(Optional.of(past)).build())
        .getLast();
  }

  private void assertClean() {
    assertThat(chains.verify().findings()).isEmpty();
    assertThat(chains.verify().verdict()).isEqualTo(Verdict.VERIFIED);
  }

  private void assertFound(Kind kind, AuditRecord at) {
    assertThat(chains.verify().findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(kind);
          assertThat(finding.sequence()).hasValue(at.chain().orElseThrow().sequenceNumber());
        });
  }

  @Test
  void aRecordThatIsGoneUnderAHold() {
    for (AuditRecord one : List.of(older, younger)) {
      Map<String, AttributeValue> item = Tamper.get(TABLE, one.id());
      Tamper.delete(TABLE, one.id());
      assertFound(Kind.HOLD_VIOLATED, one);
      Tamper.put(TABLE, item);
    }
  }

  @Test
  void aRecordThatIsToBeCollectedUnderAHold() {
    for (AuditRecord one : List.of(older, younger)) {
      Map<String, AttributeValue> item = Tamper.get(TABLE, one.id());
      long own = one.expiresAt().map(RecordItem::ttlSeconds).orElseThrow();
      Tamper.set(TABLE, one.id(), Attribute.TTL, RecordItem.number(own));
      assertFound(Kind.TTL_CHANGED, one);
      Tamper.put(TABLE, item);
    }
  }

  /** Also what was appended under the hold, whose own expiry its segment knows. */
  @Test
  void afterAReleaseTheyMayBeCollected() {
    chains.chain().release(chains.scope, "closed", chains.soon());
    assertClean();
    assertThat(Tamper.get(TABLE, younger.id())).containsKey(Attribute.TTL);

    Tamper.delete(TABLE, older.id());
    Tamper.delete(TABLE, younger.id());

    assertClean();
    assertThat(chains.verify().expired()).isEqualTo(2);
  }

  @Test
  void aHoldThatWasTakenOffTheHeadAlone() {
    String head = chains.keys.headId(chains.name());
    Tamper.remove(TABLE, head, Attribute.HOLD);

    assertThat(chains.verify().findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.detail()).contains("legal hold"));

    chains.restart();
    AuditRecord unheld = expiring();
    assertThat(chains.verify().findings())
        .extracting(Finding::kind)
        .contains(Kind.EDITED, Kind.TTL_CHANGED);
    assertThat(chains.verify().findings())
        .anyMatch(finding ->
            finding.kind() == Kind.TTL_CHANGED
                && finding.detail().contains("" + unheld.chain().orElseThrow().sequenceNumber()));
  }

  @Test
  void theRecordOfAHold() {
    String id = chains.store().chain().map(_ -> holdRecord()).orElseThrow();
    Tamper.delete(TABLE, id);

    assertThat(chains.verify().findings())
        .anySatisfy(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.DELETED);
          assertThat(finding.recordId()).contains(id);
        });
  }

  /** Behind the two records that were there before. */
  private String holdRecord() {
    Map<String, AttributeValue> item =
        Tamper.get(TABLE, chains.keys.segmentId(chains.name(), 0, 2));
    return SegmentReads.segment(item).segment().entries().getFirst().id();
  }

  @Test
  void aRecordThatNeverExpiresWithoutAHold() {
    chains.chain().release(chains.scope, "closed", chains.soon());
    AuditRecord later = expiring();
    Tamper.remove(TABLE, later.id(), Attribute.TTL);

    assertFound(Kind.TTL_CHANGED, later);
  }
}
