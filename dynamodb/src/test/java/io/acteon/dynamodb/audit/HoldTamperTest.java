package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.chain.SystemRecords;
import io.acteon.model.Json;
import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.store.Answer;
import java.time.Duration;
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
  private static final String TABLE = "held";

  /** It collects nothing, however long ago a record's time came. */
  private final Simulator simulator =
      Simulator.start(SimulatorOptions.plain().withExpirySweep(Duration.ZERO));

  private final Chains chains =
      new Chains(Map.of("url", simulator.endpoint().toString(), "table_name", TABLE));
  private final TableHand hand = new TableHand(simulator.endpoint(), TABLE);
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
    hand.close();
    chains.close();
    simulator.close();
  }

  @Test
  void aRecordThatOnlyCallsItselfTheTrailsOwnLiftsNoHold() {
    AuditRecord alike =
        SystemRecord.of(chains.scope, SystemRecords.RELEASE, Json.EMPTY, chains.time.now())
            .toBuilder()
            .id("a-release")
            .build();
    assertThat(chains.store().outcome(alike, Optional.empty(), chains.soon()))
        .isInstanceOf(Answer.Applied.class);

    assertClean();
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
      Map<String, AttributeValue> item = hand.get(one.id());
      hand.delete(one.id());
      assertFound(Kind.HOLD_VIOLATED, one);
      hand.put(item);
    }
  }

  @Test
  void aRecordThatIsToBeCollectedUnderAHold() {
    for (AuditRecord one : List.of(older, younger)) {
      Map<String, AttributeValue> item = hand.get(one.id());
      long own = one.expiresAt().map(RecordItem::ttlSeconds).orElseThrow();
      hand.put(hand.get(one.id()), Attribute.TTL, RecordItem.number(own));
      assertFound(Kind.TTL_CHANGED, one);
      hand.put(item);
    }
  }

  /** Also what was appended under the hold, whose own expiry its segment knows. */
  @Test
  void afterAReleaseTheyMayBeCollected() {
    chains.chain().release(chains.scope, "closed", chains.soon());
    assertClean();
    assertThat(hand.get(younger.id())).containsKey(Attribute.TTL);

    hand.delete(older.id());
    hand.delete(younger.id());

    assertClean();
    assertThat(chains.verify().expired()).isEqualTo(2);
  }

  @Test
  void aHoldThatWasTakenOffTheHeadAlone() {
    String head = chains.keys.headId(chains.name());
    hand.remove(head, Attribute.HOLD);

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
    hand.delete(id);

    assertThat(chains.verify().findings())
        .anySatisfy(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.DELETED);
          assertThat(finding.recordId()).contains(id);
        });
  }

  /** Behind the two records that were there before. */
  private String holdRecord() {
    Map<String, AttributeValue> item = hand.get(chains.keys.segmentId(chains.name(), 0, 2));
    return SegmentReads.segment(item).segment().entries().getFirst().id();
  }

  @Test
  void aRecordThatNeverExpiresWithoutAHold() {
    chains.chain().release(chains.scope, "closed", chains.soon());
    AuditRecord later = expiring();
    hand.remove(later.id(), Attribute.TTL);

    assertFound(Kind.TTL_CHANGED, later);
  }
}
