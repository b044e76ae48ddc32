package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.dynamodb.internal.Step;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Entry;
import io.acteon.state.FencingToken;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.testkit.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The protocol alone: what follows from what the store said. */
final class RingWriteTest {
  private static final ItemKey KEY = new ItemKey("pk", "-", Optional.empty());
  private static final long NOW = 1_800_000_000_000L;
  private static final long MICROS = NOW * 1_000;

  private final Stamps stamps =
      new Stamps(FakeTime.at(Instant.ofEpochMilli(NOW)), Duration.ofSeconds(5), "me");
  private final RingWrite<Version, Entry> checkAndSet =
      new RingWrite<>(new EntryWrites.CheckAndSet("t", KEY, "mine", Ttl.NEVER), stamps, "t");
  private final RingWrite<Version, Absent> delete =
      new RingWrite<>(new EntryWrites.Delete("t", KEY), stamps, "t");
  private final RingWrite<Version, Void> set =
      new RingWrite<>(new EntryWrites.Set("t", KEY, "mine", Ttl.NEVER), stamps, "t");

  @Test
  void whatIsAppliedAtOnceIsApplied() {
    UpdateItemRequest request = sent(set.start());

    assertThat(answer(set.applied(Map.of()))).isEqualTo(Answer.applied(version(request)));
  }

  @Test
  void aRefusalWithNothingOpenNeedsNoSeal() {
    var _ = sent(checkAndSet.start());

    assertThat(answer(checkAndSet.refused(live(MICROS - 9, "theirs").map(), false)))
        .isEqualTo(Answer.refused(new Entry("theirs", new Version(MICROS - 9), Optional.empty())));
  }

  @Test
  void aLostAttemptThatIsInTheRingHasLanded() {
    UpdateItemRequest request = sent(checkAndSet.start());
    Item item = live(MICROS + 99, "later").ring(id(MICROS + 99), id(request), "-", "-");

    assertThat(checkAndSet.refused(item.map(), true))
        .isEqualTo(new Step.Done<>(Answer.applied(version(request)), true));
  }

  @Test
  void aLostAttemptThatTheFenceHasPassedNeedsNoSeal() {
    var _ = sent(checkAndSet.start());
    Item item = live(MICROS + 99, "theirs").ring(id(MICROS + 99), "-", "-", "-");

    assertThat(answer(checkAndSet.refused(item.map(), true))).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void aLostAttemptThatMayYetLandIsSealedBeforeTheRefusal() {
    UpdateItemRequest request = sent(checkAndSet.start());
    Item item = live(MICROS - 9, "theirs").ring(id(MICROS - 9), "-", "-", "-");

    Step.Send<Version, Entry> seal = send(checkAndSet.refused(item.map(), true));

    assertThat(seal.seal()).isTrue();
    assertThat(seal.unresolved()).isTrue();
    assertThat(seal.request().returnValues()).isEqualTo(ReturnValue.ALL_OLD);
    assertThat(number(seal.request(), ":v")).isEqualTo(number(request, ":v"));
    assertThat(checkAndSet.applied(item.map()))
        .isEqualTo(
            new Step.Done<>(
                Answer.refused(new Entry("theirs", new Version(MICROS - 9), Optional.empty())),
                true));
  }

  @Test
  void aLostAttemptThatLandsJustBeforeTheSealIsApplied() {
    UpdateItemRequest request = sent(checkAndSet.start());
    var _ = send(checkAndSet.refused(live(MICROS - 9, "theirs").map(), true));
    Item landed = live(MICROS, "mine").ring(id(request), id(MICROS - 9), "-", "-");

    assertThat(answer(checkAndSet.applied(landed.map())))
        .isEqualTo(Answer.applied(version(request)));
  }

  @Test
  void aSealThatMeetsOurWriteAnswersApplied() {
    UpdateItemRequest request = sent(checkAndSet.start());
    var _ = send(checkAndSet.refused(live(MICROS - 9, "theirs").map(), true));
    Item gone = dead(MICROS + 99).ring(id(MICROS + 99), id(request), "-", "-");

    assertThat(answer(checkAndSet.refused(gone.map(), false)))
        .isEqualTo(Answer.applied(version(request)));
  }

  @Test
  void aSealThatMeetsADeadItemIsTriedAgainAsTheOtherSeal() {
    var _ = sent(checkAndSet.start());
    Step.Send<Version, Entry> live = send(checkAndSet.refused(live(MICROS - 9, "x").map(), true));

    Step.Send<Version, Entry> dead = send(checkAndSet.refused(dead(MICROS - 5).map(), false));

    assertThat(dead.seal()).isTrue();
    assertThat(dead.request().conditionExpression())
        .isNotEqualTo(live.request().conditionExpression());
    assertThat(answer(checkAndSet.applied(dead(MICROS - 5).map())))
        .isInstanceOf(Answer.Refused.class);
  }

  @Test
  void aLostAttemptBehindAFullRingOfNewerWritesIsUnknown() {
    var _ = sent(checkAndSet.start());
    Item item =
        live(MICROS + 4, "x").ring(id(MICROS + 4), id(MICROS + 3), id(MICROS + 2), id(MICROS + 1));

    assertThat(answer(checkAndSet.refused(item.map(), true))).isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void aFullRingThatReachesBackBeforeTheLostAttemptStillTells() {
    var _ = sent(checkAndSet.start());
    Item item =
        live(MICROS + 4, "x").ring(id(MICROS + 4), id(MICROS + 3), id(MICROS + 2), id(MICROS - 1));

    assertThat(answer(checkAndSet.refused(item.map(), true))).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void aWriteThatOnlyTheFenceRefusedIsMadeAnewAboveIt() {
    UpdateItemRequest first = sent(set.start());
    Item item = live(MICROS + 7, "x").sealed(MICROS + 9);

    UpdateItemRequest second = sent(set.refused(item.map(), true));

    assertThat(number(second, ":v")).isGreaterThan(MICROS + 9);
    assertThat(id(second)).isNotEqualTo(id(first));
    assertThat(answer(set.applied(Map.of()))).isEqualTo(Answer.applied(version(second)));
  }

  @Test
  void aMadVersionIsPassedButNotAdopted() {
    long mad = MICROS + Duration.ofDays(1_000).toMillis() * 1_000;
    var _ = sent(set.start());

    UpdateItemRequest second = sent(set.refused(live(mad, "x").map(), false));

    assertThat(number(second, ":v")).isEqualTo(mad + 1);
    assertThat(stamps.next().version()).isLessThan(mad);
  }

  @Test
  void twoWritersAboveAMadVersionHaveDifferentIds() {
    long mad = MICROS + Duration.ofDays(1_000).toMillis() * 1_000;

    Stamp one = stamps.above(mad);
    Stamp other = stamps.above(mad);

    assertThat(one.version()).isEqualTo(other.version());
    assertThat(one.id()).isNotEqualTo(other.id());
  }

  @Test
  void deletingWhatIsNotThereSealsTheAbsenceWhenAnAttemptIsOpen() {
    var _ = sent(delete.start());

    Step.Send<Version, Absent> seal = send(delete.refused(Map.of(), true));

    assertThat(seal.seal()).isTrue();
    assertThat(seal.request().updateExpression()).contains("d=:t", "#ttl=:ttl", "f=:v");
    assertThat(answer(delete.applied(Map.of()))).isEqualTo(Answer.refused(new Absent()));
  }

  @Test
  void anExpiredItemIsAbsentToDelete() {
    var _ = sent(delete.start());

    assertThat(answer(delete.refused(live(MICROS - 9, "x").expiring(NOW).map(), false)))
        .isEqualTo(Answer.refused(new Absent()));
  }

  @Test
  void aSwapThatMeetsAnotherVersionNeedsNoSeal() {
    var swap =
        new RingWrite<>(
            new EntryWrites.CompareAndSwap("t", KEY, MICROS - 9, "mine", Ttl.KEEP), stamps, "t");
    var _ = sent(swap.start());

    assertThat(answer(swap.refused(live(MICROS - 5, "theirs").map(), true)))
        .isEqualTo(
            Answer.refused(
                Optional.of(new Entry("theirs", new Version(MICROS - 5), Optional.empty()))));
  }

  @Test
  void aSwapIsStampedAboveTheVersionItExpects() {
    long mad = MICROS + Duration.ofDays(1_000).toMillis() * 1_000;
    var swap =
        new RingWrite<>(
            new EntryWrites.CompareAndSwap("t", KEY, mad, "mine", Ttl.KEEP), stamps, "t");

    assertThat(number(sent(swap.start()), ":v")).isEqualTo(mad + 1);
  }

  @Test
  void aSmallerTokenIsRefusedForGood() {
    var fenced =
        new RingWrite<>(
            new EntryWrites.FencedSet("t", KEY, "mine", Ttl.NEVER, new FencingToken(4)),
            stamps,
            "t");
    var _ = sent(fenced.start());

    assertThat(answer(fenced.refused(live(MICROS - 5, "x").token(5).map(), true)))
        .isEqualTo(Answer.refused(new FencingToken(5)));
  }

  private static <A, R> Answer<A, R> answer(Step<A, R> step) {
    return switch (step) {
      case Step.Done<A, R>(Answer<A, R> answer, boolean _) -> answer;
      case Step.Send<A, R> send -> fail("not done, but sends " + send.request());
    };
  }

  private static <A, R> Step.Send<A, R> send(Step<A, R> step) {
    return switch (step) {
      case Step.Send<A, R> send -> send;
      case Step.Done<A, R> done -> fail("done with " + done.answer());
    };
  }

  private static UpdateItemRequest sent(Step<?, ?> step) {
    Step.Send<?, ?> send = send(step);
    assertThat(send.seal()).isFalse();
    return send.request();
  }

  private static long number(UpdateItemRequest request, String value) {
    return Long.parseLong(value(request, value).n());
  }

  private static AttributeValue value(UpdateItemRequest request, String name) {
    return Optional.ofNullable(request.expressionAttributeValues().get(name)).orElseThrow();
  }

  private static Version version(UpdateItemRequest request) {
    return new Version(number(request, ":v"));
  }

  private static String id(UpdateItemRequest request) {
    return value(request, ":oid").s();
  }

  private static String id(long version) {
    return "%019d.other.1".formatted(version);
  }

  private static Item live(long version, String value) {
    return new Item(new HashMap<>())
        .number("ver", version)
        .text("v", value)
        .ring(id(version), "-", "-", "-");
  }

  private static Item dead(long version) {
    return new Item(new HashMap<>()).number("ver", version).number("d", 1);
  }

  /** An item as the store would show it. */
  private record Item(Map<String, AttributeValue> map) {
    Item ring(String o0, String o1, String o2, String o3) {
      return text("o0", o0).text("o1", o1).text("o2", o2).text("o3", o3);
    }

    Item sealed(long version) {
      return number("f", version);
    }

    Item expiring(long millis) {
      return number("x", millis);
    }

    Item token(long token) {
      return number("fence", token);
    }

    Item text(String name, String value) {
      map.put(name, AttributeValue.fromS(value));
      return this;
    }

    Item number(String name, long value) {
      map.put(name, AttributeValue.fromN(Long.toString(value)));
      return this;
    }
  }
}
