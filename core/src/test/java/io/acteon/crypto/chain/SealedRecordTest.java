package io.acteon.crypto.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.audit.AuditRecord;
import io.acteon.crypto.OctetWriter;
import io.acteon.crypto.Octets;
import io.acteon.model.Json;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedRecordTest {
  private final Random random = new Random(1);

  @Test
  void aSealedRecordOpensToItself() {
    for (AuditRecord record : new AuditRecord[] {Records.full(), Records.bare()}) {
      assertThat(SealedRecord.seal(record, random).open()).isEqualTo(record);
    }
  }

  @Test
  void theBodyHoldsOnlyTextsAndCommitments() {
    String body = SealedRecord.seal(Records.bare(), random).body().text();

    assertThat(body)
        .isEqualTo(
            "{\"action_id\":\"a\",\"action_type\":\"x\",\"completed_at\":\"2026-01-01T00:00:00.123456789Z\","
                + "\"dispatched_at\":\"2026-01-01T00:00:00.123456789Z\",\"duration_ms\":\"0\",\"id\":\"0190-2\","
                + "\"namespace\":\"n\",\"outcome\":\"executed\",\"provider\":\"log\",\"tenant\":\"t\",\"v\":1,"
                + "\"verdict\":\"allow\"}");
  }

  @Test
  void theSameRecordSealedTwiceGivesNothingAwayByItsHashes() {
    SealedRecord once = SealedRecord.seal(Records.full(), random);
    SealedRecord again = SealedRecord.seal(Records.full(), random);

    assertThat(once.contentHash()).isNotEqualTo(again.contentHash());
    for (Field field : Field.values()) {
      assertThat(once.facts().commitments().get(field))
          .isNotNull()
          .isNotEqualTo(again.facts().commitments().get(field));
    }
  }

  @Test
  void theContentHashIsAsSpecified() {
    SealedRecord sealed = SealedRecord.seal(Records.full(), random);

    assertThat(sealed.contentHash())
        .isEqualTo(
            new OctetWriter()
                .tag("acteon/record/v1")
                .raw(sealed.nonce())
                .raw(sealed.body())
                .sha256());
    assertThat(new SealedRecord("other", sealed.body(), Octets.utf8("n"), Map.of()).contentHash())
        .isNotEqualTo(sealed.contentHash());
  }

  @ParameterizedTest
  @EnumSource(Field.class)
  void everyFieldThatIsMissingChangedOrAddedIsFound(Field field) {
    SealedRecord sealed = SealedRecord.seal(Records.full(), random);
    var fields = new EnumMap<Field, Octets>(sealed.fields());
    Octets stored = Objects.requireNonNull(fields.remove(field));

    assertThatThrownBy(() -> with(sealed, fields).open())
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining(field.wireName() + " is committed to but not stored");
    for (int position : new int[] {0, 31, 32, stored.size() - 1}) {
      byte[] changed = stored.toArray();
      changed[position] ^= 1;
      fields.put(field, Octets.of(changed));
      assertThatThrownBy(() -> with(sealed, fields).open())
          .hasMessageContaining(field.wireName() + " is not what the body commits to");
    }
    assertThatThrownBy(
            () -> with(SealedRecord.seal(Records.bare(), random), Map.of(field, stored)).open())
        .hasMessageContaining(field.wireName() + " is stored but not committed to");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"v\":2}",
        "{\"v\":1}",
        "x",
        "{\"v\":1,\"id\":\"0190-2\",\"more\":\"1\"}"
      })
  void aBodyThatIsNotOneIsUnreadable(String body) {
    var sealed = new SealedRecord("0190-2", Octets.utf8(body), Octets.EMPTY, Map.of());

    assertThatThrownBy(sealed::open).isInstanceOf(UnreadableRecordException.class);
  }

  @Test
  void aBodyUnderAnotherIdIsRefused() {
    SealedRecord sealed = SealedRecord.seal(Records.bare(), random);

    assertThatThrownBy(
            () -> new SealedRecord("x", sealed.body(), sealed.nonce(), sealed.fields()).open())
        .hasMessageContaining("is that of 0190-2");
  }

  @Test
  void anUnpairedSurrogateIsRefusedBeforeAnythingIsStored() {
    AuditRecord record = Records.full();

    assertThatThrownBy(
            () -> SealedRecord.seal(record.toBuilder().outcome("\udc00").build(), random))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            SealedRecord.seal(
                record.toBuilder().payload(Optional.of(Json.of("\ud800"))).build(), random))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SealedRecord with(SealedRecord sealed, Map<Field, Octets> fields) {
    return new SealedRecord(sealed.id(), sealed.body(), sealed.nonce(), fields);
  }
}
