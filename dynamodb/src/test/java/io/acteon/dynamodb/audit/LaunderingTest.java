package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.audit.Finding.Kind;
import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.UuidV7;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Nobody who can only write the table gets a record of his own signed by the next commit. */
class LaunderingTest {
  private static final String TABLE = CareTable.TABLE.table();
  private static final Map<String, String> NO_KEY = Map.of("signing_key_file", "");

  private final CareTable table = new CareTable();

  @AfterEach
  void close() {
    table.close();
  }

  private Answer<Receipt, Refusal> append(AuditStore store) {
    return table.outcome(store, table.decided());
  }

  private void appended(AuditStore store) {
    assertThat(append(store)).isInstanceOf(Answer.Applied.class);
  }

  private Map<String, AttributeValue> headItem() {
    return Tamper.get(TABLE, table.keys.headId(table.keys.chain(table.scope)));
  }

  private ChainHead head() {
    return ChainHead.of(
        headItem(), new ChainId(ChainId.logId("test"), table.keys.chain(table.scope), 0));
  }

  /** Appends a record without the gateway, as its format says. */
  private ChainCommit forge(Optional<Ed25519Private> key) {
    return forge(key, head());
  }

  private ChainCommit forge(Optional<Ed25519Private> key, ChainHead on) {
    var record = Pending.of(SealedRecord.seal(table.decided(), new SecureRandom()));
    ChainCommit forged =
        ChainCommit.freeze(
            List.of(new Waiting(record, TrailWriter.Kind.OUTCOME, Waiting.HoldChange.NONE)),
            on,
            new ChainCommit.Terms(
                TABLE, table.keys, key, Optional.empty(), "forger", new UuidV7(table.time).next()));
    Tamper.commit(forged.request());
    return forged;
  }

  private void assertStopped(AuditStore store, String why) {
    ChainHead before = head();
    assertThat(append(store)).isNotInstanceOf(Answer.Applied.class);
    assertThat(store.condition().stopped())
        .singleElement()
        .asString()
        .startsWith("CHAIN_BROKEN")
        .contains(why);
    assertThat(head()).as("nobody signed it").isEqualTo(before);
  }

  @Test
  void whoeverKnewTheChainDoesNotBuildOnAnUnsignedSegment() {
    AuditStore store = table.open();
    appended(store);
    forge(Optional.empty());

    assertStopped(store, "segment 0 is signed");
  }

  @Test
  void whoeverComesLaterDoesNotBuildOnUnsignedSegments() {
    AuditStore store = table.open();
    appended(store);
    forge(Optional.empty());
    forge(Optional.empty());

    assertStopped(store, "segment 0 is signed");
    assertStopped(table.open(), "segment 0 is signed");
  }

  /** A gateway of an earlier version, or whoever has the key, may have built on it. */
  @Test
  void anUnsignedSegmentThatASignedOneCoversIsFound() {
    AuditStore store = table.open();
    appended(store);
    forge(Optional.empty());
    forge(Optional.of(Chains.key()));

    assertThat(table.verify(store).findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.SIGNATURE_INVALID);
          assertThat(finding.sequence()).hasValue(1);
          assertThat(finding.detail()).contains("segment 1 bears no signature");
        });
  }

  @Test
  void nobodyBuildsOnAFalseSignatureUnderATrustedKey() {
    AuditStore store = table.open();
    appended(store);
    ChainCommit forged = forge(Optional.of(Chains.key()));
    byte[] bytes = forged.segment().bytes().toArray();
    bytes[bytes.length - 40] ^= 1;
    Octets falsified = Octets.of(bytes);
    String segment = table.keys.segmentId(table.keys.chain(table.scope), 0, 1);
    Tamper.set(TABLE, segment, Attribute.SEGMENT, RecordItem.binary(falsified));
    Hash hash = falsified.sha256();
    Tamper.set(
        TABLE,
        table.keys.headId(table.keys.chain(table.scope)),
        Attribute.SEGMENT_HASH,
        RecordItem.binary(hash.octets()));

    assertStopped(store, "signature of segment 1");
    assertStopped(table.open(), "signature of segment 1");
  }

  @Test
  void nobodyBuildsOnAHeadThatDoesNotFitItsSegment() {
    AuditStore store = table.open();
    appended(store);
    String head = table.keys.headId(table.keys.chain(table.scope));
    Tamper.set(TABLE, head, Attribute.NEXT_SEQUENCE, RecordItem.number(7));

    assertStopped(table.open(), "where segment 0 ends");
  }

  /** Another epoch would be another history, which no checkpoint of this one contradicts. */
  @Test
  void nobodyBuildsOnAnotherEpoch() throws IOException {
    AuditStore store = table.open();
    appended(store);
    AuditStore other = table.open();
    appended(other);
    table.close(store); // It leaves a checkpoint.
    Tamper.delete(TABLE, table.keys.headId(table.keys.chain(table.scope)));
    forge(Optional.empty(), ChainHead.none(inEpoch(1)));

    for (AuditStore one : List.of(other, table.open())) {
      assertThat(append(one)).isNotInstanceOf(Answer.Applied.class);
      assertThat(one.condition().stopped())
          .singleElement()
          .asString()
          .startsWith("CHAIN_BROKEN")
          .contains("it is of epoch 1");
      assertThat(table.verify(one).findings())
          .singleElement()
          .satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(finding.detail()).contains("it is of epoch 1");
          });
      assertThatThrownBy(() ->
              one.chain()
                  .orElseThrow()
                  .export(
                      table.scope,
                      Range.ALL,
                      OutputStream.nullOutputStream(),
                      Progress.NONE,
                      table.soon()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("it is of epoch 1");
    }
  }

  private ChainId inEpoch(long epoch) {
    return new ChainId(ChainId.logId("test"), table.keys.chain(table.scope), epoch);
  }

  @Test
  void aKeyThatIsNotTrustedIsWaitedFor() throws IOException {
    AuditStore store = table.open();
    appended(store);
    Path file = Files.createTempFile("acteon", ".pem");
    file.toFile().deleteOnExit();
    var pem = Ed25519Private.generatePem(new SecureRandom());
    AuditStore other =
        table.open(
            Map.of(
                "signing_key_file",
                Files.writeString(file, pem).toString(),
                "trusted_keys",
                Chains.key().publicKey().base64()));
    appended(other);

    assertThat(append(store)).isNotInstanceOf(Answer.Applied.class);
    assertThat(store.condition().stopped())
        .singleElement()
        .asString()
        .contains("trusted_keys")
        .doesNotContain("CHAIN_BROKEN");

    AuditStore both =
        table.open(Map.of("trusted_keys", Ed25519Private.parse(pem).publicKey().base64()));
    appended(both);
    table.time.advance(ChainAppender.RECONSIDERATION);
    appended(store);
    assertThat(store.condition().stopped()).isEmpty();
  }

  @Test
  void aChainThatIsOlderThanItsKeyIsGoneOnWith() {
    AuditStore unsigned = table.open(NO_KEY);
    for (int i = 0; i < 120; i++) {
      appended(unsigned);
    }
    AuditStore store = table.open();
    appended(store);
    assertThat(table.verify(store).findings()).isEmpty();
    assertThat(table.verify(store).signedThrough()).hasValue(120);

    assertThat(append(unsigned)).isNotInstanceOf(Answer.Applied.class);
    assertThat(unsigned.condition().stopped())
        .singleElement()
        .asString()
        .contains("signing_key_file");
    appended(store);
  }
}
