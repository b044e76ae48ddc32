package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.dynamodb.internal.Step;
import io.acteon.dynamodb.state.LockWrites.Holding;
import io.acteon.state.Entries.Absent;
import io.acteon.state.FencingToken;
import io.acteon.state.Locks.Held;
import io.acteon.store.Answer;
import io.acteon.testkit.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The protocol of locks alone: what follows from what the store said. */
final class LockWriteTest {
  private static final ItemKey KEY = new ItemKey("pk", "lock", Optional.empty());
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration SKEW = Duration.ofSeconds(5);
  private static final long NOW = 1_800_000_000_000L;
  private static final long MICROS = NOW * 1_000;
  private static final Holding MINE =
      new Holding("0000000000000000007.me", new FencingToken(MICROS - 7));

  private final FakeTime time = FakeTime.at(Instant.ofEpochMilli(NOW));
  private final Stamps stamps = new Stamps(time, SKEW, "me");
  private final LockWrite<Holding, Held> acquire =
      new LockWrite<>(
          new LockWrites.Acquire("t", KEY, LEASE, SKEW, LockWrites.NOTHING_SEEN), stamps, "t");
  private final LockWrite<Absent, Absent> extend =
      new LockWrite<>(new LockWrites.Extend("t", KEY, LEASE, MINE), stamps, "t");
  private final LockWrite<Absent, Absent> release =
      new LockWrite<>(new LockWrites.Release("t", KEY, MINE), stamps, "t");
  private final LockWrite<Holding, Absent> handOff =
      new LockWrite<>(new LockWrites.HandOff("t", KEY, LEASE, MINE), stamps, "t");
  private final LockWrite<Absent, Absent> unlock =
      new LockWrite<>(
          new LockWrites.ForceUnlock("t", KEY, new FencingToken(MICROS - 9)), stamps, "t");

  @Test
  void theTokenIsTheVersionOfTheAcquisition() {
    UpdateItemRequest request = sent(acquire.start());

    assertThat(acquire.applied(Map.of()))
        .isEqualTo(
            new Step.Done<>(
                Answer.applied(
                    new Holding(text(request, ":oid"), new FencingToken(number(request, ":v")))),
                false));
  }

  @Test
  void aLockThatIsHeldIsRefusedWithItsHolder() {
    var _ = sent(acquire.start());

    assertThat(acquire.refused(theirs(MICROS - 9, NOW + 1), false))
        .isEqualTo(
            new Step.Done<>(
                Answer.refused(
                    new Held(new FencingToken(MICROS - 9), Instant.ofEpochMilli(NOW + 1))),
                false));
  }

  @Test
  void aLostAcquisitionThatTheLockShowsHasLanded() {
    UpdateItemRequest request = sent(acquire.start());

    assertThat(
            acquire.refused(
                held(text(request, ":oid"), number(request, ":v"), number(request, ":v"), NOW + 9),
                true))
        .isInstanceOfSatisfying(
            Step.Done.class, done -> assertThat(done.answer()).isInstanceOf(Answer.Applied.class));
  }

  @Test
  void aLostAcquisitionThatMayYetLandIsSealedBeforeTheRefusal() {
    UpdateItemRequest request = sent(acquire.start());

    Step<Holding, Held> step = acquire.refused(theirs(MICROS - 9, NOW + 1), true);

    assertThat(step)
        .isInstanceOfSatisfying(Step.Send.class, send -> assertThat(send.seal()).isTrue());
    assertThat(number(sent(step), ":v")).isEqualTo(number(request, ":v"));
    assertThat(sent(step).updateExpression()).contains("f=:v");
    assertThat(acquire.applied(theirs(MICROS - 9, NOW + 1)))
        .isInstanceOfSatisfying(
            Step.Done.class, done -> assertThat(done.answer()).isInstanceOf(Answer.Refused.class));
  }

  @Test
  void anAcquisitionThatLandedJustBeforeItsSealHasLanded() {
    UpdateItemRequest request = sent(acquire.start());
    var _ = sent(acquire.refused(theirs(MICROS - 9, NOW + 1), true));

    assertThat(
            acquire.applied(
                held(text(request, ":oid"), number(request, ":v"), number(request, ":v"), NOW + 9)))
        .isInstanceOfSatisfying(
            Step.Done.class, done -> assertThat(done.answer()).isInstanceOf(Answer.Applied.class));
  }

  @Test
  void anAcquisitionThatWasPassedByANewerOneNeedsNoSeal() {
    var _ = sent(acquire.start());

    assertThat(acquire.refused(theirs(MICROS + 9_000, NOW + 1), true))
        .isInstanceOfSatisfying(
            Step.Done.class, done -> assertThat(done.answer()).isInstanceOf(Answer.Refused.class));
  }

  @Test
  void aLostAcquisitionThatMayHaveBeenBrokenIsUnknownAndOver() {
    var _ = sent(acquire.start());
    Map<String, AttributeValue> met = theirs(MICROS + 9_000, NOW + 1);
    met.put("brk", AttributeValue.fromS(id(MICROS + 8_000)));

    assertUnknown(acquire.refused(met, true));
    assertThat(acquire.isOver()).isTrue();
  }

  @Test
  void aLostAcquisitionThatMayHaveBeenTakenOverIsUnknownAndOver() {
    var _ = sent(acquire.start());
    time.advance(LEASE);

    assertUnknown(acquire.refused(theirs(MICROS + 9_000, NOW + 100_000), true));
    assertThat(acquire.isOver()).isTrue();
  }

  @Test
  void aLostAcquisitionBelowWhoseTokenTheLockStandsNeverLanded() {
    var _ = sent(acquire.start());
    time.advance(LEASE);
    Map<String, AttributeValue> met = held("theirs", MICROS - 9, MICROS + 9_000, NOW + 100_000);
    met.put("brk", AttributeValue.fromS(id(MICROS - 20)));

    assertRefused(acquire.refused(met, true));
    assertThat(acquire.isOver()).isFalse();
  }

  @Test
  void aLostAcquisitionThatMayHaveBeenBrokenIsNotForgottenWhenTheNextIsRefused() {
    var _ = sent(acquire.start());
    Map<String, AttributeValue> free = new HashMap<>();
    free.put("tok", n(MICROS));
    free.put("rvn", n(MICROS + 5_000));
    free.put("brk", AttributeValue.fromS(id(MICROS + 5_000)));

    assertThat(acquire.refused(free, true))
        .isInstanceOfSatisfying(Step.Send.class, again -> assertThat(again.unresolved()).isTrue());
    assertUnknown(acquire.refused(theirs(MICROS + 9_000, NOW + 1), false));
    assertThat(acquire.isOver()).isTrue();
  }

  @Test
  void aLockThatIsFreeButAheadIsAskedForAgainWithAGreaterVersion() {
    var _ = sent(acquire.start());

    UpdateItemRequest again = sent(acquire.refused(Map.of("rvn", n(MICROS + 900)), false));

    assertThat(number(again, ":v")).isGreaterThan(MICROS + 900);
  }

  @Test
  void aSealOfAnotherIsPassedToo() {
    var _ = sent(acquire.start());

    UpdateItemRequest again =
        sent(acquire.refused(Map.of("rvn", n(MICROS - 9), "f", n(MICROS + 900)), false));

    assertThat(number(again, ":v")).isGreaterThan(MICROS + 900);
  }

  @Test
  void anExtensionThatLandedUnansweredHasLandedAndOneThatMetAnotherHolderIsLost() {
    UpdateItemRequest request = sent(extend.start());

    assertThat(
            extend.refused(
                held(MINE.owner(), MINE.token().value(), number(request, ":v"), NOW), true))
        .isEqualTo(new Step.Done<>(Answer.applied(new Absent()), true));
    assertThat(extend.refused(theirs(MICROS - 3, NOW), false))
        .isEqualTo(new Step.Done<>(Answer.refused(new Absent()), false));
    assertThat(extend.refused(Map.of("tok", n(MINE.token().value()), "rvn", n(1)), true))
        .as("a lock that was broken has no owner")
        .isEqualTo(new Step.Done<>(Answer.refused(new Absent()), true));
  }

  @Test
  void anExtensionIsAboveTheTokenAlsoWithAClockThatWasSetBack() {
    Stamps behind = new Stamps(FakeTime.at(Instant.ofEpochMilli(NOW - 60_000)), SKEW, "me");

    UpdateItemRequest request =
        sent(new LockWrite<>(new LockWrites.Extend("t", KEY, LEASE, MINE), behind, "t").start());

    assertThat(number(request, ":v")).isGreaterThan(MINE.token().value());
  }

  @Test
  void aReleaseThatLandedUnansweredHasLanded() {
    var _ = sent(release.start());

    assertThat(
            release.refused(
                Map.of("rel", n(MINE.token().value()), "tok", n(MINE.token().value())), true))
        .isEqualTo(new Step.Done<>(Answer.applied(new Absent()), true));
    assertThat(release.refused(theirs(MICROS - 3, NOW), false))
        .isEqualTo(new Step.Done<>(Answer.refused(new Absent()), false));
  }

  @Test
  void whoIsHandedTheLockHasAGreaterToken() {
    UpdateItemRequest request = sent(handOff.start());
    Holding next = new Holding(text(request, ":oid"), new FencingToken(number(request, ":v")));

    assertThat(next.token()).isGreaterThan(MINE.token());
    assertThat(
            handOff.refused(
                held(next.owner(), next.token().value(), next.token().value(), NOW), true))
        .isEqualTo(new Step.Done<>(Answer.applied(next), true));
  }

  @Test
  void aBreakThatMeetsAnExtensionBreaksTheSameLeaseAndNoOther() {
    var _ = sent(unlock.start());

    UpdateItemRequest again =
        sent(unlock.refused(held("theirs", MICROS - 9, MICROS + 900, NOW), false));

    assertThat(number(again, ":v")).isGreaterThan(MICROS + 900);
    assertThat(unlock.refused(theirs(MICROS + 950, NOW), false))
        .isEqualTo(new Step.Done<>(Answer.refused(new Absent()), false));
  }

  @Test
  void aLostBreakThatMeetsALaterBreakOfALaterLeaseIsUnknown() {
    var _ = sent(unlock.start());
    Map<String, AttributeValue> met = theirs(MICROS + 900, NOW);
    met.put("brk", AttributeValue.fromS(id(MICROS + 950)));

    assertUnknown(unlock.refused(met, true));
  }

  @Test
  void aLostBreakThatMeetsNoLaterBreakOrOneOfTheSameLeaseNeverLanded() {
    var _ = sent(unlock.start());
    Map<String, AttributeValue> passed = theirs(MICROS + 900, NOW);
    passed.put("brk", AttributeValue.fromS(id(MICROS - 5)));
    Map<String, AttributeValue> broken = theirs(MICROS - 9, NOW);
    broken.remove("own");
    broken.put("brk", AttributeValue.fromS(id(MICROS + 950)));

    assertRefused(unlock.refused(passed, true));
    assertRefused(unlock.refused(broken, true));
  }

  private static String id(long version) {
    return "%019d.other.1".formatted(version);
  }

  private static void assertUnknown(Step<?, ?> step) {
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Done.class, done -> assertThat(done.answer()).isInstanceOf(Answer.Unknown.class));
  }

  private static void assertRefused(Step<?, ?> step) {
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Done.class, done -> assertThat(done.answer()).isInstanceOf(Answer.Refused.class));
  }

  private static Map<String, AttributeValue> theirs(long token, long end) {
    return held("theirs", token, token, end);
  }

  private static Map<String, AttributeValue> held(
      String owner, long token, long revision, long end) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("own", AttributeValue.fromS(owner));
    item.put("tok", n(token));
    item.put("rvn", n(revision));
    item.put("dur", n(LEASE.toMillis()));
    item.put("exp", n(end));
    return item;
  }

  private static UpdateItemRequest sent(Step<?, ?> step) {
    if (step instanceof Step.Send<?, ?> send) {
      return send.request();
    }
    throw new AssertionError("nothing is sent: " + step);
  }

  private static String text(UpdateItemRequest request, String name) {
    AttributeValue value = request.expressionAttributeValues().get(name);
    return value == null ? "" : value.s();
  }

  private static long number(UpdateItemRequest request, String name) {
    AttributeValue value = request.expressionAttributeValues().get(name);
    return Long.parseLong(value == null ? "" : value.n());
  }

  private static AttributeValue n(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
