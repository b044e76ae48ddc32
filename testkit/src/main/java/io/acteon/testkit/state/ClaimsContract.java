package io.acteon.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.state.Claims;
import io.acteon.state.Claims.Claim;
import io.acteon.state.Claims.Standing;
import io.acteon.state.Claims.Terms;
import io.acteon.state.Entries;
import io.acteon.state.StateKey;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Claims} promises, held against a backend. */
public abstract class ClaimsContract extends StateContract {
  private static final Duration EXECUTION = Duration.ofSeconds(65);
  private static final Duration MEMORY = Duration.ofMinutes(5);
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Terms TERMS = new Terms(EXECUTION, MEMORY, "sha-256 of the payload");

  @Test
  void aClaimIsInProgressThenCompleted() {
    Claims claims = store().claims();
    Claims there = store().claims();
    assertThat(claims.read(point("a"), soon())).isEmpty();

    Claim claim = claim(claims, "a");
    assertThat(claim.key()).isEqualTo(point("a"));
    time.advance(Duration.ofSeconds(5));
    Standing inProgress =
        new Standing.InProgress(
            TERMS.note(), claim.owner(), claim.token(), EXECUTION.minusSeconds(5));
    assertThat(refused(there.claim(point("a"), TERMS, soon()))).isEqualTo(inProgress);
    assertThat(there.read(point("a"), soon())).contains(inProgress);

    Standing.Completed completed = new Standing.Completed(TERMS.note(), "{\"ok\":true}");
    assertThat(applied(claims.complete(claim, "{\"ok\":true}", soon()))).isEqualTo(completed);
    assertThat(refused(there.claim(point("a"), TERMS, soon()))).isEqualTo(completed);
    assertThat(there.read(point("a"), soon())).contains(completed);
  }

  @Test
  void ofManyWhoClaimOneWinsAndTheOthersMeetIt() {
    List<Claims> replicas = List.of(store().claims(), store().claims());

    List<Answer<Claim, Standing>> answers =
        Together.run(32, i -> replicas.get(i % 2).claim(point("a"), TERMS, soon()));

    List<Claim> won = new ArrayList<>();
    answers.stream()
        .filter(Answer.Applied.class::isInstance)
        .forEach(answer -> won.add(applied(answer)));
    assertThat(won).hasSize(1);
    assertThat(answers)
        .filteredOn(Answer.Refused.class::isInstance)
        .hasSize(31)
        .allSatisfy(answer ->
            assertThat(refused(answer))
                .isEqualTo(
                    new Standing.InProgress(
                        TERMS.note(), won.getFirst().owner(), won.getFirst().token(), EXECUTION)));
  }

  /** As one does that was not told the outcome of its claim, and knows it by its note. */
  @Test
  void whoeverMeetsItsOwnClaimGoesOnWithIt() {
    Claims claims = store().claims();
    claim(claims, "a");

    Standing.InProgress met =
        (Standing.InProgress) refused(claims.claim(point("a"), TERMS, soon()));
    Claim adopted = new Claim(point("a"), met.owner(), met.token(), met.note());

    assertThat(applied(claims.complete(adopted, "done", soon())).result()).isEqualTo("done");
    assertThat(claims.read(point("a"), soon()))
        .contains(new Standing.Completed(TERMS.note(), "done"));
  }

  @Test
  void aClaimIsRememberedFromItsBeginning() {
    Claims claims = store().claims();
    Claim claim = claim(claims, "a");
    time.advance(EXECUTION);
    applied(claims.complete(claim, "done", soon()));

    time.advance(MEMORY.minus(EXECUTION).minus(MILLI));
    assertThat(claims.read(point("a"), soon())).isPresent();
    time.advance(MILLI);
    assertThat(claims.read(point("a"), soon())).isEmpty();
    assertThat(claim(claims, "a").token()).isGreaterThan(claim.token());
  }

  @Test
  void aShortMemoryDoesNotCutAnExecutionShort() {
    Claims claims = store().claims();
    Terms terms = new Terms(EXECUTION, MILLI, "");
    applied(claims.claim(point("a"), terms, soon()));

    time.advance(EXECUTION.plus(capabilities().maxClockSkew()).minus(MILLI));

    assertThat(refused(claims.claim(point("a"), terms, soon())))
        .isInstanceOf(Standing.InProgress.class);
  }

  @Test
  void aSilentOwnerIsTakenOverAfterItsDeadlineAndTheSkewAndNotBefore() {
    Claims claims = store().claims();
    Claims there = store().claims();
    Claim late = claim(claims, "a");

    time.advance(EXECUTION.plus(capabilities().maxClockSkew()));
    assertThat(refused(there.claim(point("a"), TERMS, soon())))
        .isEqualTo(
            new Standing.InProgress(TERMS.note(), late.owner(), late.token(), Duration.ZERO));
    time.advance(MILLI);
    Claim next = claim(there, "a");

    assertThat(next.token()).isGreaterThan(late.token());
    assertThat(next.owner()).isNotEqualTo(late.owner());
    assertThat(refused(claims.complete(late, "late", soon()))).isEqualTo(new Entries.Absent());
    assertThat(refused(claims.release(late, soon()))).isEqualTo(new Entries.Absent());
    applied(there.complete(next, "in time", soon()));
    assertThat(claims.read(point("a"), soon()))
        .contains(new Standing.Completed(TERMS.note(), "in time"));
  }

  @Test
  void ofManyWhoTakeOverASilentOwnerOneWins() {
    List<Claims> replicas = List.of(store().claims(), store().claims());
    claim(replicas.getFirst(), "a");
    time.advance(EXECUTION.plus(capabilities().maxClockSkew()).plus(MILLI));

    List<Answer<Claim, Standing>> answers =
        Together.run(16, i -> replicas.get(i % 2).claim(point("a"), TERMS, soon()));

    assertThat(answers).filteredOn(Answer.Applied.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Answer.Refused.class::isInstance).hasSize(15);
  }

  @Test
  void anOwnerThatIsLateButNotTakenOverMayComplete() {
    Claims claims = store().claims();
    Claim claim = claim(claims, "a");
    time.advance(EXECUTION.plus(capabilities().maxClockSkew()).plusSeconds(10));

    applied(claims.complete(claim, "late", soon()));

    assertThat(claims.read(point("a"), soon()))
        .contains(new Standing.Completed(TERMS.note(), "late"));
  }

  @Test
  void exactlyOneCompletionIsAccepted() {
    Claims claims = store().claims();
    Claim claim = claim(claims, "a");

    List<Answer<Standing.Completed, Entries.Absent>> answers =
        Together.run(8, i -> claims.complete(claim, "by " + i, soon()));

    assertThat(answers).filteredOn(Answer.Applied.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Answer.Refused.class::isInstance).hasSize(7);
    Standing.Completed accepted =
        answers.stream()
            .filter(Answer.Applied.class::isInstance)
            .map(StateContract::applied)
            .findFirst()
            .orElseThrow();
    assertThat(claims.read(point("a"), soon())).contains(accepted);
    assertThat(refused(claims.release(claim, soon()))).isEqualTo(new Entries.Absent());
    assertThat(claims.read(point("a"), soon())).contains(accepted);
  }

  @Test
  void aReleasedClaimGoesToTheNext() {
    Claims claims = store().claims();
    Claims there = store().claims();
    Claim first = claim(claims, "a");
    applied(claims.release(first, soon()));
    assertThat(claims.read(point("a"), soon())).isEmpty();

    Claim second = claim(there, "a");

    assertThat(second.token()).isGreaterThan(first.token());
    assertThat(refused(claims.complete(first, "late", soon()))).isEqualTo(new Entries.Absent());
    assertThat(refused(claims.release(first, soon()))).isEqualTo(new Entries.Absent());
    applied(there.complete(second, "done", soon()));
  }

  @Test
  void differentNamesAreDifferentClaims() {
    Claims claims = store().claims();
    List<StateKey> keys = AwkwardNames.keys(scope, POINT);

    List<Claim> owned =
        Together.run(keys.size(), i -> applied(claims.claim(keys.get(i), TERMS, soon())));

    assertThat(owned.stream().map(Claim::owner)).doesNotHaveDuplicates();
    for (String bad : AwkwardNames.unpairedSurrogates()) {
      assertThatThrownBy(() -> claims.claim(point(bad), TERMS, soon()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatCanBeClaimedIsNotWaitedFor() throws InterruptedException {
    Claims claims = store().claims();
    assertThat(claims.await(point("a"), within(EXECUTION))).isEmpty();

    Claim claim = claim(claims, "a");
    applied(claims.complete(claim, "done", soon()));
    assertThat(claims.await(point("a"), within(EXECUTION)))
        .contains(new Standing.Completed(TERMS.note(), "done"));
  }

  @Test
  void everyWaiterSeesTheCompletionWhereverItWasMade() {
    Claims claims = store().claims();
    Claims there = store().claims();
    Claim claim = claim(there, "a");
    List<Background<Optional<Standing>>> waiters =
        IntStream.range(0, 6).mapToObj(_ -> waiting(claims, within(EXECUTION))).toList();

    applied(there.complete(claim, "done", soon()));
    awaitAll(waiters);

    assertThat(waiters)
        .allSatisfy(waiter ->
            assertThat(waiter.join()).contains(new Standing.Completed(TERMS.note(), "done")));
  }

  @Test
  void aWaiterGivesUpAtItsDeadlineAndSaysWhatStands() {
    Claims claims = store().claims();
    Claim claim = claim(claims, "a");
    Background<Optional<Standing>> waiter = waiting(claims, within(Duration.ofSeconds(2)));

    time.advanceUntil(STEP, "the waiter gives up", waiter::isDone);

    assertThat(waiter.join().orElseThrow())
        .isInstanceOfSatisfying(
            Standing.InProgress.class,
            standing -> assertThat(standing.owner()).isEqualTo(claim.owner()));
  }

  @Test
  void whenAClaimFailsOneWaiterAtATimeIsLetGo() {
    Claims claims = store().claims();
    Claim failing = claim(claims, "a");
    List<Background<Optional<Standing>>> waiters =
        IntStream.range(0, 8).mapToObj(_ -> waiting(claims, within(Duration.ofHours(1)))).toList();

    applied(claims.release(failing, soon()));
    time.advanceUntil(Duration.ofMillis(5), "a waiter is let go", () -> done(waiters) >= 1);
    Claim second = claim(claims, "a");
    int letGo = done(waiters);
    applied(claims.complete(second, "done", soon()));
    awaitAll(waiters);

    assertThat(letGo).isEqualTo(1);
    assertThat(waiters.stream().map(Background::join).filter(Optional::isEmpty)).hasSize(1);
    assertThat(waiters.stream().map(Background::join).flatMap(Optional::stream))
        .hasSize(7)
        .containsOnly(new Standing.Completed(TERMS.note(), "done"));
  }

  @Test
  void aWaiterTakesOverASilentOwner() {
    Claims claims = store().claims();
    claim(store().claims(), "a");
    Background<Optional<Standing>> waiter = waiting(claims, within(Duration.ofHours(1)));

    time.advanceUntil(Duration.ofSeconds(1), "the owner's time is over", waiter::isDone);

    assertThat(waiter.join()).isEmpty();
    claim(claims, "a");
  }

  @Test
  void duplicatesThatWaitExecuteOnce() {
    List<Claims> replicas = List.of(store().claims(), store().claims());
    AtomicInteger executions = new AtomicInteger();
    List<Background<String>> duplicates =
        IntStream.range(0, 20)
            .mapToObj(i -> Background.start(() -> once(replicas.get(i % 2), executions)))
            .toList();

    time.advanceUntil(
        STEP, "all are answered", () -> duplicates.stream().allMatch(Background::isDone));

    assertThat(duplicates.stream().map(Background::join).distinct()).containsExactly("executed 3");
    assertThat(executions).hasValue(3);
  }

  /** What the gateway does with an action that was sent twice; the first two executions fail. */
  private String once(Claims claims, AtomicInteger executions) throws InterruptedException {
    while (true) {
      switch (claims.claim(point("a"), TERMS, soon())) {
        case Answer.Applied<Claim, Standing>(Claim claim) -> {
          int number = executions.incrementAndGet();
          if (number > 2) {
            return applied(claims.complete(claim, "executed " + number, soon())).result();
          }
          applied(claims.release(claim, soon()));
        }
        case Answer.Refused<Claim, Standing>(Standing.Completed completed) -> {
          return completed.result();
        }
        case Answer.Refused<Claim, Standing>(Standing.InProgress _) ->
            claims.await(point("a"), within(Duration.ofHours(1)));
        case Answer.Unknown<Claim, Standing>(String reason) -> throw new AssertionError(reason);
      }
    }
  }

  private Claim claim(Claims claims, String id) {
    return applied(claims.claim(point(id), TERMS, soon()));
  }

  private Background<Optional<Standing>> waiting(Claims claims, Deadline deadline) {
    Background<Optional<Standing>> waiter =
        Background.start(() -> claims.await(point("a"), deadline));
    time.awaitSleeping(waiter.thread());
    return waiter;
  }

  private void awaitAll(List<? extends Background<?>> waiters) {
    time.advanceUntil(STEP, "all waiters are answered", () -> done(waiters) == waiters.size());
  }

  private static int done(List<? extends Background<?>> waiters) {
    return (int) waiters.stream().filter(Background::isDone).count();
  }
}
