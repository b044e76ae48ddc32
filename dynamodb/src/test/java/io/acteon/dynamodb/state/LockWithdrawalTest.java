package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.dynamodb.internal.Step;
import io.acteon.dynamodb.state.LockWrites.Holding;
import io.acteon.state.Entries.Absent;
import io.acteon.state.FencingToken;
import io.acteon.store.Answer;
import io.acteon.testkit.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The protocol of taking back an acquisition: what follows from what the store said. */
final class LockWithdrawalTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long MICROS = NOW * 1_000;
  private static final long TOKEN = MICROS - 7;
  private static final Holding UNWANTED =
      new Holding("0000000000000000007.me", new FencingToken(TOKEN));

  private final LockWithdrawal withdrawal =
      new LockWithdrawal(
          "t",
          new ItemKey("pk", "lock", Optional.empty()),
          UNWANTED,
          new Stamps(FakeTime.at(Instant.ofEpochMilli(NOW)), Duration.ofSeconds(5), "me"));

  @Test
  void whatHasLandedIsReleased() {
    assertSends(withdrawal.start(), "rel=:tok");

    assertDone(withdrawal.applied(Map.of()));
  }

  @Test
  void whatWasPassedByANewerWriteOrSealCannotLandAndNeedsNothing() {
    assertSends(withdrawal.start(), "rel=:tok");

    assertDone(withdrawal.refused(Map.of("rvn", n(TOKEN)), false));
    assertDone(withdrawal.refused(Map.of("rvn", n(TOKEN - 9), "f", n(TOKEN)), true));
  }

  @Test
  void whatMayYetLandIsSealed() {
    assertSends(withdrawal.start(), "rel=:tok");
    assertSends(withdrawal.refused(Map.of(), false), "f=:v");

    assertDone(withdrawal.applied(Map.of("rvn", n(TOKEN - 9))));
  }

  /** So that it is there for as long as the request that it keeps from landing. */
  @Test
  void theSealOfAFreeLockIsKeptForAnHourAndThatOfAHeldOneForAsLongAsItsLease() {
    assertSends(withdrawal.start(), "rel=:tok");
    assertSends(withdrawal.refused(Map.of("rvn", n(TOKEN - 9)), true), "f=:v, #ttl=:ttl");

    Map<String, AttributeValue> taken =
        Map.of("own", AttributeValue.fromS("theirs"), "tok", n(TOKEN - 5), "rvn", n(TOKEN - 5));
    assertSends(withdrawal.refused(taken, false), "#ttl=if_not_exists(#ttl,:ttl)");
    assertDone(withdrawal.applied(taken));
  }

  @Test
  void whatLandedJustBeforeItsSealIsReleased() {
    assertSends(withdrawal.start(), "rel=:tok");
    assertSends(withdrawal.refused(Map.of("rvn", n(TOKEN - 9)), true), "f=:v");
    assertSends(withdrawal.applied(held()), "rel=:tok");

    assertDone(withdrawal.applied(Map.of()));
  }

  @Test
  void whatLandedJustBeforeTheSealOfAnotherIsReleased() {
    assertSends(withdrawal.start(), "rel=:tok");
    assertSends(withdrawal.refused(Map.of("rvn", n(TOKEN - 9)), true), "f=:v");

    assertSends(withdrawal.refused(held(), false), "rel=:tok");
  }

  private static Map<String, AttributeValue> held() {
    return Map.of("own", AttributeValue.fromS(UNWANTED.owner()), "tok", n(TOKEN), "rvn", n(TOKEN));
  }

  private static void assertSends(Step<Absent, Absent> step, String update) {
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Send.class,
            send -> assertThat(send.request().updateExpression()).contains(update));
  }

  private static void assertDone(Step<Absent, Absent> step) {
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Done.class,
            done -> assertThat(done.answer()).isEqualTo(Answer.applied(new Absent())));
  }

  private static AttributeValue n(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
