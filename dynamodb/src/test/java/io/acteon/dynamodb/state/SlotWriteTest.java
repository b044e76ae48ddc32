package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.dynamodb.internal.Step;
import io.acteon.dynamodb.state.CountWrites.Counted;
import io.acteon.state.Counters.Count;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.testkit.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The protocol of writer slots alone: what follows from what the store said. */
final class SlotWriteTest {
  private static final ItemKey KEY = new ItemKey("pk", "-", Optional.empty());
  private static final long NOW = 1_800_000_000_000L;
  private static final long MICROS = NOW * 1_000;

  private final Stamps stamps =
      new Stamps(FakeTime.at(Instant.ofEpochMilli(NOW)), Duration.ofSeconds(5), "me");
  private final CountExpressions expressions = new CountExpressions("me");
  private final SlotWrite<CountWrites.Form, Counted, Absent> add =
      new SlotWrite<>(new CountWrites.Add("t", KEY, 5, Ttl.NEVER, expressions, "me"), stamps, "t");
  private final SlotWrite<CountWrites.Form, Absent, Absent> delete =
      new SlotWrite<>(new CountWrites.Delete("t", KEY, expressions), stamps, "t");

  @Test
  void whatIsAppliedAnswersTheSumAfterIt() {
    var _ = sent(add.start());

    assertThat(count(add.applied(Map.of("c", number(12))))).isEqualTo(12);
  }

  @Test
  void aLostIncrementThatTheSlotShowsHasLandedWithTheResultOfThen() {
    long version = version(sent(add.start()));

    assertThat(
            count(
                add.refused(
                    Map.of("c", number(99), "w_me", number(version), "r_me", number(12)), true)))
        .isEqualTo(12);
  }

  @Test
  void anExpiredCounterIsTakenOverByANewerRequest() {
    long first = version(sent(add.start()));

    UpdateItemRequest second = sent(add.refused(Map.of("c", number(7), "x", number(NOW)), false));

    assertThat(version(second)).isGreaterThan(first);
    assertThat(second.updateExpression()).contains("c=:d");
    assertThat(second.conditionExpression()).contains("attribute_not_exists(#w)");
  }

  @Test
  void afterAnOpenAttemptTheNextFormExpectsTheSlotAsTheRefusalShowedIt() {
    var _ = sent(add.start());

    Step<Counted, Absent> step =
        add.refused(Map.of("c", number(7), "x", number(NOW), "w_me", number(MICROS - 50)), true);

    UpdateItemRequest second = sent(step);
    assertThat(second.conditionExpression()).contains("#w = :seen");
    assertThat(second.expressionAttributeValues()).containsEntry(":seen", number(MICROS - 50));
    assertThat(((Step.Send<Counted, Absent>) step).unresolved()).isTrue();
  }

  @Test
  void theFirstFormThatLandsAfterAllIsNotCountedTwice() {
    long first = version(sent(add.start()));
    var _ = sent(add.refused(Map.of("c", number(7), "x", number(NOW)), true));

    assertThat(
            count(
                add.refused(
                    Map.of("c", number(5), "w_me", number(first), "r_me", number(5)), false)))
        .isEqualTo(5);
  }

  @Test
  void aSlotThatIsAheadIsOvertaken() {
    var _ = sent(add.start());

    UpdateItemRequest second =
        sent(add.refused(Map.of("c", number(1), "w_me", number(MICROS + 900)), false));

    assertThat(version(second)).isGreaterThan(MICROS + 900);
  }

  @Test
  void aFloorThatIsAheadIsOvertaken() {
    var _ = sent(add.start());

    UpdateItemRequest second =
        sent(add.refused(Map.of("c", number(1), "lo", number(MICROS + 900)), false));

    assertThat(version(second)).isGreaterThan(MICROS + 900);
  }

  @Test
  void aDeletionOfNothingIsRefusedAtOnceWhileNothingIsOpen() {
    var _ = sent(delete.start());

    assertThat(delete.refused(Map.of(), false))
        .isEqualTo(new Step.Done<>(Answer.refused(new Absent()), false));
  }

  @Test
  void aDeletionThatMayYetLandMovesItsSlotOnBeforeItIsRefused() {
    long first = version(sent(delete.start()));

    Step<Absent, Absent> step = delete.refused(Map.of(), true);

    assertThat(((Step.Send<Absent, Absent>) step).seal()).isTrue();
    assertThat(version(sent(step))).isGreaterThan(first);
    assertThat(delete.applied(Map.of()))
        .isEqualTo(new Step.Done<>(Answer.refused(new Absent()), true));
  }

  @Test
  void aDeletionThatLandedBeforeItsSealHasLanded() {
    long first = version(sent(delete.start()));
    var _ = sent(delete.refused(Map.of(), true));

    assertThat(delete.refused(Map.of("d", number(1), "w_me", number(first)), false))
        .isEqualTo(new Step.Done<>(Answer.applied(new Absent()), true));
  }

  @Test
  void aSealWhoseOwnAnswerWasLostStands() {
    var _ = sent(delete.start());
    long seal = version(sent(delete.refused(Map.of(), true)));

    assertThat(delete.refused(Map.of("d", number(1), "w_me", number(seal)), true))
        .isEqualTo(new Step.Done<>(Answer.refused(new Absent()), true));
  }

  @Test
  void aCounterThatCameToLifeBeforeTheSealIsDeletedAfterAll() {
    var _ = sent(delete.start());
    var _ = sent(delete.refused(Map.of(), true));

    UpdateItemRequest again = sent(delete.refused(Map.of("c", number(3)), false));

    assertThat(again.updateExpression()).contains("REMOVE c");
    assertThat(delete.applied(Map.of()))
        .isEqualTo(new Step.Done<>(Answer.applied(new Absent()), true));
  }

  @Test
  void everyWriteOfACounterSetsWhenItMayBeCollected() {
    UpdateItemRequest counting = sent(add.start());
    UpdateItemRequest taking = sent(add.refused(Map.of("c", number(7), "x", number(NOW)), false));
    UpdateItemRequest deleting = sent(delete.start());

    for (UpdateItemRequest request : List.of(counting, taking, deleting)) {
      assertThat(new HashMap<>(request.expressionAttributeNames())).containsValue("ttl");
      assertThat(number(request, ":ttl")).isGreaterThanOrEqualTo(NOW / 1_000 + 3_600);
    }
  }

  @Test
  void anAnswerCarriesTheExpiryUnlessItIsNever() {
    ItemWrite<Counted, Absent> expiring =
        new SlotWrite<>(
            new CountWrites.Add("t", KEY, 5, Ttl.of(Duration.ofMillis(9)), expressions, "me"),
            stamps,
            "t");
    var _ = sent(expiring.start());

    assertThat(counted(expiring.applied(Map.of("c", number(5), "x", number(NOW + 9)))))
        .isEqualTo(new Count(5, Optional.of(Instant.ofEpochMilli(NOW + 9))));
    assertThat(counted(add.applied(Map.of("c", number(5), "x", number(CountExpressions.FOR_EVER)))))
        .isEqualTo(new Count(5, Optional.empty()));
  }

  private static UpdateItemRequest sent(Step<?, ?> step) {
    if (step instanceof Step.Send<?, ?> send) {
      return send.request();
    }
    throw new AssertionError("nothing is sent: " + step);
  }

  private static Count counted(Step<Counted, Absent> step) {
    if (step instanceof Step.Done<Counted, Absent>(Answer<Counted, Absent> answer, boolean _)
        && answer instanceof Answer.Applied<Counted, Absent>(Counted counted)) {
      return counted.count();
    }
    throw new AssertionError("not applied: " + step);
  }

  private static long count(Step<Counted, Absent> step) {
    return counted(step).value();
  }

  private static long version(UpdateItemRequest request) {
    return number(request, ":v");
  }

  private static long number(UpdateItemRequest request, String name) {
    AttributeValue value = request.expressionAttributeValues().get(name);
    return Long.parseLong(value == null ? "" : value.n());
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
