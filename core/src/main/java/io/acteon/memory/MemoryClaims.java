package io.acteon.memory;

import io.acteon.state.Claims;
import io.acteon.state.Entries;
import io.acteon.state.FencingToken;
import io.acteon.state.StateKey;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Idempotency claims in memory. One process has one clock, so no skew is allowed for. Thread-safe.
 */
final class MemoryClaims implements Claims {
  private final Space space;
  private final TimeSource time;

  MemoryClaims(Space space, TimeSource time) {
    this.space = space;
    this.time = time;
  }

  /**
   * A claim that was made and not released.
   *
   * @param result once completed
   */
  record Attempt(
      long token, String note, Optional<String> result, long deadlineMillis, long forgetMillis) {

    boolean isOver(long now) {
      return forgetMillis <= now;
    }

    boolean canBeTakenOver(long now) {
      return result.isEmpty() && deadlineMillis < now;
    }

    boolean isInProgressBy(FencingToken claimant) {
      return result.isEmpty() && token == claimant.value();
    }

    Attempt completed(String with) {
      return new Attempt(token, note, Optional.of(with), deadlineMillis, forgetMillis);
    }

    Standing standing(long now) {
      return result
          .<Standing>map(it -> new Standing.Completed(note, it))
          .orElseGet(() ->
              new Standing.InProgress(
                  note,
                  owner(token),
                  new FencingToken(token),
                  Duration.ofMillis(Math.max(0, deadlineMillis - now))));
    }
  }

  @Override
  public Answer<Claim, Standing> claim(StateKey key, Terms terms, Deadline deadline) {
    long now = time.millis();
    long until = now + terms.execution().toMillis();
    long forget = Math.max(now + terms.memory().toMillis(), until + 1);
    AtomicReference<Answer<Claim, Standing>> answer = new AtomicReference<>();
    space.claims.change(
        Names.checked(key),
        now,
        there -> {
          if (there.isPresent() && !there.get().canBeTakenOver(now)) {
            answer.set(Answer.refused(there.get().standing(now)));
            return there;
          }
          long token = space.nextVersion(time);
          answer.set(
              Answer.applied(new Claim(key, owner(token), new FencingToken(token), terms.note())));
          return Optional.of(new Attempt(token, terms.note(), Optional.empty(), until, forget));
        });
    space.watches.tell(key);
    return answer.get();
  }

  @Override
  public Answer<Standing.Completed, Entries.Absent> complete(
      Claim claim, String result, Deadline deadline) {
    AtomicReference<Answer<Standing.Completed, Entries.Absent>> answer =
        new AtomicReference<>(Answer.refused(new Entries.Absent()));
    space.claims.change(
        claim.key(),
        time.millis(),
        there -> {
          if (there.isEmpty() || !there.get().isInProgressBy(claim.token())) {
            return there;
          }
          answer.set(Answer.applied(new Standing.Completed(there.get().note(), result)));
          return Optional.of(there.get().completed(result));
        });
    space.watches.tell(claim.key());
    return answer.get();
  }

  @Override
  public Answer<Entries.Absent, Entries.Absent> release(Claim claim, Deadline deadline) {
    Entries.Absent absent = new Entries.Absent();
    AtomicReference<Answer<Entries.Absent, Entries.Absent>> answer =
        new AtomicReference<>(Answer.refused(absent));
    space.claims.change(
        claim.key(),
        time.millis(),
        there -> {
          if (there.isEmpty() || !there.get().isInProgressBy(claim.token())) {
            return there;
          }
          answer.set(Answer.applied(absent));
          return Optional.empty();
        });
    space.watches.tell(claim.key());
    return answer.get();
  }

  @Override
  public Optional<Standing> read(StateKey key, Deadline deadline) {
    long now = time.millis();
    return space.claims.read(Names.checked(key), now).map(claim -> claim.standing(now));
  }

  @Override
  public Optional<Standing> await(StateKey key, Deadline deadline) throws InterruptedException {
    Names.checked(key);
    space.watches.enter(key);
    try {
      while (true) {
        CompletableFuture<Void> changed = space.watches.changed(key);
        long now = time.millis();
        Optional<Attempt> there = space.claims.read(key, now);
        boolean claimable = there.map(claim -> claim.canBeTakenOver(now)).orElse(true);
        if (claimable
            && space.watches.isMyTurn(key, there.map(Attempt::token).orElse(0L), time.nanos())) {
          return Optional.empty();
        }
        boolean completed = there.flatMap(Attempt::result).isPresent();
        if (completed || deadline.hasPassed()) {
          return there.map(claim -> claim.standing(now));
        }
        time.await(changed, shorter(deadline.remaining(), untilItChanges(there, now)));
      }
    } finally {
      space.watches.leave(key);
    }
  }

  private static Duration untilItChanges(Optional<Attempt> there, long now) {
    return there
        .map(claim -> Math.min(claim.deadlineMillis(), claim.forgetMillis()) + 1 - now)
        .filter(millis -> millis > 0)
        .map(Duration::ofMillis)
        .orElse(ClaimWatches.patience());
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static String owner(long token) {
    return "claim-" + token;
  }
}
