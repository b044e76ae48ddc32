package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.Octets;
import io.acteon.model.Scope;
import io.acteon.testkit.audit.AuditSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whoever changes the table behind the gateway's back is found, and nobody else. */
class ChainVerifyTest {
  private static final String TABLE = Chains.TABLE.table();

  private final Chains chains = new Chains();
  private final List<AuditRecord> records = new ArrayList<>();

  @AfterEach
  void close() {
    chains.close();
  }

  private void fill(int dispatches) {
    for (int i = 0; i < dispatches; i++) {
      records.addAll(chains.dispatch());
    }
  }

  @Test
  void anUntouchedChainIsVerifiedToItsEnd() {
    fill(6);

    VerificationReport report = chains.verify();

    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.valid()).isTrue();
    assertThat(report.records()).isEqualTo(12);
    assertThat(report.recordsChecked()).isEqualTo(12);
    assertThat(report.signedThrough()).hasValue(11);
    assertThat(report.anchoredThrough()).isEmpty();
    assertThat(report.firstRecordId()).contains(records.getFirst().id());
    assertThat(report.lastRecordId()).contains(records.getLast().id());
    assertThat(report.unresolvedIntents()).isZero();
  }

  @Test
  void aChainThatNobodyKnowsIsNotEstablished() {
    VerificationReport report =
        chains.chain().verify(new Scope("no", "one"), Range.ALL, Progress.NONE, chains.soon());

    assertThat(report.verdict()).isEqualTo(Verdict.NOT_ESTABLISHED);
    assertThat(report.valid()).isTrue();
    assertThat(report.records()).isZero();
  }

  @Test
  void aRangeLimitsWhichBodiesAreReadAndNotWhatIsWalked() {
    fill(2);
    chains.time.advance(Duration.ofSeconds(10));
    var from = chains.time.now();
    fill(2);

    VerificationReport report =
        chains
            .chain()
            .verify(
                chains.scope,
                new Range(Optional.of(from), Optional.empty()),
                Progress.NONE,
                chains.soon());

    assertThat(report.findings()).isEmpty();
    assertThat(report.records()).isEqualTo(8);
    assertThat(report.recordsChecked()).isEqualTo(4);
  }

  @Test
  void anIntentWithoutOutcomeIsCounted() {
    fill(1);
    var _ =
        chains
            .store()
            .intent(AuditSamples.intentOf(chains.samples.record(chains.scope)), chains.soon());

    VerificationReport report = chains.verify();

    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.unresolvedIntents()).isEqualTo(1);
  }

  @Test
  void aProviderThatWasCalledWithoutAnIntentIsFound() {
    fill(1);
    AuditRecord alone = chains.samples.record(chains.scope);
    var _ = chains.store().outcome(alone, Optional.empty(), chains.soon());

    assertFound(Kind.OUTCOME_WITHOUT_INTENT, alone.id());
  }

  @Test
  void aRecordThatIsGoneBeforeItsTimeIsFound() {
    fill(3);
    Tamper.delete(TABLE, records.get(2).id());

    VerificationReport report = assertFound(Kind.DELETED, records.get(2).id());
    assertThat(report.firstBrokenAt()).hasValue(2);
  }

  /** Its time is judged by DynamoDB's clock, whatever ours says. */
  @Test
  void aRecordThatIsGoneAfterItsTimeIsNot() {
    AuditRecord past = expiring(chains.time.now().minusSeconds(5));
    AuditRecord future = expiring(chains.time.now().plusSeconds(30));
    Tamper.delete(TABLE, past.id());

    VerificationReport report = chains.verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.expired()).isPositive(); // DynamoDB Local may have collected its intent.

    Tamper.delete(TABLE, future.id());
    chains.time.advance(Duration.ofSeconds(60));
    assertFound(Kind.DELETED, future.id());
  }

  private AuditRecord expiring(Instant at) {
    return chains
        .dispatch(
            chains.samples.record(chains.scope).toBuilder().expiresAt(Optional.of(at)).build())
        .getLast();
  }

  @Test
  void aRecordThatNoSegmentNamesIsFound() {
    fill(2);
    Map<String, AttributeValue> forged = new HashMap<>(Tamper.get(TABLE, records.get(1).id()));
    forged.put(Attribute.ID, RecordItem.text("forged"));
    forged.put(Attribute.DISPATCHED, RecordItem.text(text(forged, Attribute.DISPATCHED) + "x"));
    Tamper.put(TABLE, forged);
    assertFound(Kind.INSERTED, "forged");

    forged.put(Attribute.SEQUENCE, RecordItem.number(77));
    Tamper.put(TABLE, forged);
    assertFound(Kind.INSERTED, "forged");

    forged.remove(Attribute.SEQUENCE);
    Tamper.put(TABLE, forged);
    assertFound(Kind.INSERTED, "forged");
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return item.getOrDefault(name, RecordItem.text("")).s();
  }

  @Test
  void twoRecordsThatChangedPlacesAreFound() {
    fill(2);
    var first = new HashMap<>(Tamper.get(TABLE, records.get(1).id()));
    var second = new HashMap<>(Tamper.get(TABLE, records.get(3).id()));
    AttributeValue firstId = first.get(Attribute.ID);
    first.put(Attribute.ID, second.get(Attribute.ID));
    second.put(Attribute.ID, firstId);
    Tamper.put(TABLE, first);
    Tamper.put(TABLE, second);

    assertFound(Kind.EDITED, records.get(1).id());
    assertFound(Kind.EDITED, records.get(3).id());
  }

  @Test
  void segmentsThatAreGoneCutOffChangedOrSwappedAreFound() {
    fill(3);
    String middle = segment(2);
    Map<String, AttributeValue> item = Tamper.get(TABLE, middle);

    Tamper.delete(TABLE, middle);
    assertFound(Kind.DELETED);
    Tamper.put(TABLE, item);

    byte[] bytes = RecordItem.bytes(item, Attribute.SEGMENT).orElseThrow().toArray();
    for (int i = 0; i < bytes.length - 64; i += 7) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      Tamper.set(TABLE, middle, Attribute.SEGMENT, RecordItem.binary(Octets.of(changed)));
      assertThat(chains.verify().verdict()).as("byte %d", i).isEqualTo(Verdict.TAMPERED);
    }

    var swapped = new HashMap<>(Tamper.get(TABLE, segment(3)));
    swapped.put(Attribute.ID, RecordItem.text(middle));
    Tamper.put(TABLE, swapped);
    assertFound(Kind.FORKED);
    Tamper.put(TABLE, item);
    assertThat(chains.verify().findings()).isEmpty();
  }

  @Test
  void aHeadThatWasSetBackChangedOrDeletedIsFound() {
    fill(1);
    String headId = chains.keys.headId(chains.name());
    Map<String, AttributeValue> old = Tamper.get(TABLE, headId);
    fill(1);
    Map<String, AttributeValue> head = Tamper.get(TABLE, headId);

    Tamper.put(TABLE, old);
    assertFound(Kind.ROLLED_BACK);

    Tamper.put(TABLE, head);
    Tamper.set(TABLE, headId, Attribute.HEAD_HASH, RecordItem.binary(Octets.of(new byte[32])));
    assertFound(Kind.EDITED);

    Tamper.delete(TABLE, headId);
    assertFound(Kind.CHAIN_DELETED);
  }

  @Test
  void theSignatureOfTheLastSegmentIsVerified() {
    fill(2);
    String last = segment(3);
    Octets bytes = RecordItem.bytes(Tamper.get(TABLE, last), Attribute.SEGMENT).orElseThrow();
    byte[] changed = bytes.toArray();
    changed[changed.length - 1] ^= 1;
    Tamper.set(TABLE, last, Attribute.SEGMENT, RecordItem.binary(Octets.of(changed)));

    assertFound(Kind.SIGNATURE_INVALID);
  }

  @Test
  void recordsAppendedMeanwhileAreNoFinding() {
    fill(3);
    var walked = new ArrayList<Long>();

    VerificationReport report =
        chains
            .chain()
            .verify(
                chains.scope,
                Range.ALL,
                (done, all) -> {
                  walked.add(done);
                  fill(1);
                },
                chains.soon());

    assertThat(walked).isNotEmpty();
    assertThat(report.findings()).isEmpty();
  }

  private String segment(long k) {
    return chains.keys.segmentId(chains.name(), 0, k);
  }

  private VerificationReport assertFound(Kind kind) {
    VerificationReport report = chains.verify();
    assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(report.findings()).extracting(Finding::kind).contains(kind);
    return report;
  }

  private VerificationReport assertFound(Kind kind, String recordId) {
    VerificationReport report = chains.verify();
    assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(report.findings())
        .anySatisfy(finding -> {
          assertThat(finding.kind()).isEqualTo(kind);
          assertThat(finding.recordId()).contains(recordId);
        });
    return report;
  }
}
