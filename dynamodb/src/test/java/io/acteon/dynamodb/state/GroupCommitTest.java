package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.store.StoreException;
import io.acteon.testkit.time.Eventually;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;

/** Who shares a commit with whom, and who is told what when a commit fails or is late. */
final class GroupCommitTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeTime time = FakeTime.at(Instant.parse("2026-03-01T00:00:00Z"));
  private final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());

  /** What the committer does next is handed to it here; it waits until then. */
  private final SynchronousQueue<Reaction> reactions = new SynchronousQueue<>();

  private final GroupCommit<String, String, String> commits = new GroupCommit<>(new Scripted());

  private interface Reaction {
    List<String> to(List<String> batch);
  }

  private final class Scripted implements GroupCommit.Committer<String, String, String> {
    @Override
    public int together(List<String> waiting) {
      return waiting.size();
    }

    @Override
    public List<String> commit(String key, List<String> batch, Deadline deadline) {
      batches.add(batch);
      try {
        return reactions.take().to(batch);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String unknown(String reason) {
      return "unknown";
    }
  }

  @Test
  void anErrorIsToldAndTheNextCommitGoesOn() throws InterruptedException {
    Call first = submit("first");
    Call second = queued("second");

    reactions.put(_ -> {
      throw new OutOfMemoryError("for the test");
    });
    assertThatThrownBy(first.answer::join).hasStackTraceContaining("for the test");
    reactions.put(_ -> {
      throw new AssertionError("for the test, too");
    });
    assertThatThrownBy(second.answer::join).hasStackTraceContaining("for the test, too");

    Call third = submit("third");
    reactions.put(batch -> batch);
    assertThat(third.answer.join()).isEqualTo("third");
  }

  @Test
  void whoeverComesWhileACommitIsInFlightSharesTheNext() throws InterruptedException {
    Call first = submit("first");
    Call second = queued("second");
    Call third = queued("third");

    reactions.put(batch -> batch);
    assertThat(first.answer.join()).isEqualTo("first");
    reactions.put(batch -> batch);
    assertThat(second.answer.join()).isEqualTo("second");
    assertThat(third.answer.join()).isEqualTo("third");
    assertThat(batches).containsExactly(List.of("first"), List.of("second", "third"));
  }

  @Test
  void aFailedCommitFailsForAllThatShareItAndForNobodyElse() throws InterruptedException {
    Call first = submit("first");
    Call second = queued("second");
    Call third = queued("third");

    reactions.put(batch -> batch);
    reactions.put(_ -> {
      throw new StoreException.Unavailable("overloaded");
    });

    assertThat(first.answer.join()).isEqualTo("first");
    for (Call failed : List.of(second, third)) {
      assertThatThrownBy(failed.answer::join)
          .hasCauseInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("overloaded");
    }
    Call fourth = submit("fourth");
    reactions.put(batch -> batch);
    assertThat(fourth.answer.join()).isEqualTo("fourth");
  }

  @Test
  void whoseDeadlineComesBeforeItsTurnHasCertainlyHadNoEffect() throws InterruptedException {
    Call first = submit("first");
    Call hasty = queued("hasty");
    Call patient = queued("patient", SECOND.multipliedBy(9));

    time.advance(SECOND);
    assertThatThrownBy(hasty.answer::join)
        .hasCauseInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("before the request's turn");
    reactions.put(batch -> batch);
    reactions.put(batch -> batch);

    assertThat(first.answer.join()).isEqualTo("first");
    assertThat(patient.answer.join()).isEqualTo("patient");
    assertThat(batches).containsExactly(List.of("first"), List.of("patient"));
  }

  @Test
  void whoseDeadlineComesWhileItsCommitIsInFlightIsToldThatNobodyKnows()
      throws InterruptedException {
    Call first = submit("first");
    Call hasty = queued("hasty");
    Call patient = queued("patient", SECOND.multipliedBy(9));
    reactions.put(batch -> batch);
    Eventually.holds("the second batch", () -> batches.size() == 2);

    time.advance(SECOND);

    assertThat(hasty.answer.join()).isEqualTo("unknown");
    reactions.put(batch -> batch);
    assertThat(patient.answer.join()).isEqualTo("patient");
    assertThat(first.answer.join()).isEqualTo("first");
  }

  @Test
  void anInterruptedCallerLeavesTheQueueAndStaysInterrupted() throws InterruptedException {
    Call first = submit("first");
    Call interrupted = queued("interrupted");

    interrupted.thread.interrupt();

    assertThatThrownBy(interrupted.answer::join)
        .hasCauseInstanceOf(StoreException.Unavailable.class);
    assertThat(interrupted.wasInterrupted.join()).isTrue();
    reactions.put(batch -> batch);
    assertThat(first.answer.join()).isEqualTo("first");
    assertThat(batches).containsExactly(List.of("first"));
  }

  @Test
  void differentKeysDoNotWaitForEachOther() throws InterruptedException {
    Call first = submit("first");
    CompletableFuture<String> other =
        CompletableFuture.supplyAsync(
            () -> commits.submit("other", "second", Deadline.in(SECOND, TimeSource.system())),
            Thread::startVirtualThread);
    Eventually.holds("both commits begin", () -> batches.size() == 2);

    reactions.put(batch -> batch);
    reactions.put(batch -> batch);

    assertThat(first.answer.join()).isEqualTo("first");
    assertThat(other.join()).isEqualTo("second");
    assertThat(batches).containsExactlyInAnyOrder(List.of("first"), List.of("second"));
  }

  private record Call(
      Thread thread, CompletableFuture<String> answer, CompletableFuture<Boolean> wasInterrupted) {}

  private Call start(String request, Duration patience) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread thread =
        Thread.startVirtualThread(() -> {
          try {
            answer.complete(commits.submit("key", request, Deadline.in(patience, time)));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
          interrupted.complete(Thread.currentThread().isInterrupted());
        });
    return new Call(thread, answer, interrupted);
  }

  /** A call that finds the key idle and commits by itself. */
  private Call submit(String request) {
    int before = batches.size();
    Call call = start(request, SECOND.multipliedBy(99));
    Eventually.holds("its commit begins", () -> batches.size() > before);
    return call;
  }

  private Call queued(String request) {
    return queued(request, SECOND);
  }

  /** A call that waits for the one in flight. */
  private Call queued(String request, Duration patience) {
    Call call = start(request, patience);
    time.awaitSleeping(call.thread);
    return call;
  }
}
