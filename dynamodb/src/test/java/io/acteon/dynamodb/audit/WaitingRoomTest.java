package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditRecord;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.time.FakeTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How many records wait at most, and how large they are together. */
class WaitingRoomTest {
  private static final int MEGABYTE = 1024 * 1024;

  private final Random random = new Random(1);
  private final AuditSamples samples = new AuditSamples(FakeTime.startingNow(), random);

  private Waiting waiting(TrailWriter.Kind kind, int bytes) {
    AuditRecord record =
        samples.record(new Scope("shop", "acme")).toBuilder()
            .payload(Optional.of(Json.of("x".repeat(bytes))))
            .build();
    Pending pending = Pending.of(SealedRecord.seal(record, random));
    return new Waiting(pending, kind, Waiting.HoldChange.NONE);
  }

  private List<Waiting> fill(WaitingRoom room, TrailWriter.Kind kind, int bytes) {
    var inside = new ArrayList<Waiting>();
    for (Waiting next = waiting(kind, bytes); room.enter(next); next = waiting(kind, bytes)) {
      inside.add(next);
    }
    return inside;
  }

  @Test
  void intentsLeaveAQuarterToOutcomes() {
    var room = new WaitingRoom(40, 10 * MEGABYTE);

    assertThat(fill(room, TrailWriter.Kind.INTENT, 10)).hasSize(30);
    assertThat(fill(room, TrailWriter.Kind.OUTCOME, 10)).hasSize(10);
  }

  @Test
  void largeRecordsFillItByTheirBytes() {
    var room = new WaitingRoom(1_000_000, 8 * MEGABYTE);

    List<Waiting> intents = fill(room, TrailWriter.Kind.INTENT, 100_000);
    List<Waiting> outcomes = fill(room, TrailWriter.Kind.OUTCOME, 100_000);

    assertThat(intents).hasSizeBetween(55, 63);
    assertThat(outcomes).hasSizeBetween(15, 21);
    assertThat(
            intents.stream().mapToLong(one -> one.record().bytes()).sum()
                + outcomes.stream().mapToLong(one -> one.record().bytes()).sum())
        .isLessThanOrEqualTo(8L * MEGABYTE);
  }

  @Test
  void whoeverLeavesMakesRoom() {
    var room = new WaitingRoom(4, MEGABYTE);
    List<Waiting> inside = fill(room, TrailWriter.Kind.OUTCOME, 10);
    assertThat(inside).hasSize(4);

    room.leave(inside.getFirst());

    assertThat(fill(room, TrailWriter.Kind.OUTCOME, 10)).hasSize(1);
  }
}
