package io.acteon.crypto.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditRecord.AttachmentMetadata;
import io.acteon.crypto.Octets;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final Intake WHOLE = new Intake(true, Optional.empty(), AuditMode.SOC2);

  @Test
  void aRecordOfUsualSizeIsAdmittedUnchanged() {
    assertThat(WHOLE.admit(Records.full())).isEqualTo(Records.full());
  }

  @Test
  void payloadsAreLeftOutWhenTheyAreNotToBeStored() {
    var intake = new Intake(false, Optional.empty(), AuditMode.PLAIN);

    assertThat(intake.admit(Records.full()))
        .isEqualTo(Records.full().toBuilder().payload(Optional.empty()).build());
  }

  @Test
  void expiryIsTheRecordsOwnElseTheDefaultAndNoneInAnImmutableTrail() {
    Optional<Duration> day = Optional.of(Duration.ofDays(1));
    Instant own = Records.full().expiresAt().orElseThrow();

    assertThat(new Intake(true, day, AuditMode.SOC2).admit(Records.full()).expiresAt())
        .contains(own);
    assertThat(new Intake(true, day, AuditMode.SOC2).admit(Records.bare()).expiresAt())
        .contains(Records.THEN.plus(Duration.ofDays(1)));
    assertThat(new Intake(true, day, AuditMode.HIPAA).admit(Records.full()).expiresAt()).isEmpty();
  }

  @Test
  void oversizedOutcomeDetailsBecomeTheirSizeAndHash() {
    Json details = Json.object(Json.field("message", "x".repeat(20_000)));

    AuditRecord admitted = WHOLE.admit(Records.full().toBuilder().outcomeDetails(details).build());

    assertThat(admitted.outcomeDetails())
        .isEqualTo(
            Json.object(
                Json.field("truncated", true),
                Json.field("size", 20_014),
                Json.field("sha256", Octets.of(JsonText.bytes(details)).sha256().hex())));
  }

  @Test
  void anOversizedPayloadIsNotStoredAndSaidSo() {
    Json payload = Json.of("x".repeat(300_000));

    AuditRecord admitted =
        WHOLE.admit(Records.full().toBuilder().payload(Optional.of(payload)).build());

    assertThat(admitted.payload()).isEmpty();
    assertThat(JsonText.print(admitted.verdictDetails()))
        .startsWith(
            "{\"verdict\":\"deny\",\"rules\":\"abc\",\"payload_not_stored\":{\"truncated\":true,\"size\":300002,");
  }

  @Test
  void theLargestAdmittedRecordFitsAnItemOfFourHundredKilobytes() {
    String text = "\u20ac".repeat(700_000);
    AuditRecord huge =
        Records.full().toBuilder()
            .payload(Optional.of(Json.of("x".repeat(Intake.MAX_PAYLOAD_BYTES - 2))))
            .outcomeDetails(Json.of(text))
            .verdictDetails(Json.of(text))
            .metadata(Map.of("k", "x".repeat(Intake.MAX_METADATA_BYTES - 20)))
            .attachments(
                Collections.nCopies(5_000, new AttachmentMetadata("i", "n", "f", "text/plain", 1)))
            .build();

    SealedRecord sealed = SealedRecord.seal(WHOLE.admit(huge), new Random(1));

    assertThat(sealed.open().payload()).isPresent();
    int size =
        sealed.body().size() + sealed.fields().values().stream().mapToInt(Octets::size).sum();
    assertThat(size).isLessThan(350 * 1024);
  }
}
