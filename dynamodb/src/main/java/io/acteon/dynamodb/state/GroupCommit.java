package io.acteon.dynamodb.state;

import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * At most one batch of requests in flight for each key; whoever asks meanwhile shares the next one.
 * Who finds a key idle commits on its own thread, without delay; what has gathered then is
 * committed on a virtual thread. Thread-safe; the map's lock for a key is held only to change who
 * waits.
 *
 * @param <K> what requests are told apart by
 * @param <Q> a request
 * @param <A> its answer
 */
final class GroupCommit<K, Q, A> {
  private final Committer<K, Q, A> committer;
  private final ConcurrentHashMap<K, Lane<Q, A>> lanes = new ConcurrentHashMap<>();

  /** How batches are made and committed. Thread-safe. */
  interface Committer<K, Q, A> {

    /** How many of the first of {@code waiting} go together, at least one. */
    int together(List<Q> waiting);

    /** Commits; answers each request, in order. */
    List<A> commit(K key, List<Q> batch, Deadline deadline);

    /** The answer of a request whose caller's deadline came while it was in flight. */
    A unknown(String reason);
  }

  /** One caller's request. */
  private record Call<Q, A>(Q request, Deadline deadline, CompletableFuture<A> answer) {}

  /** Who waits while a batch of the key is in flight. Changed under the map's lock for the key. */
  private static final class Lane<Q, A> {
    final Deque<Call<Q, A>> waiting = new ArrayDeque<>();
  }

  GroupCommit(Committer<K, Q, A> committer) {
    this.committer = committer;
  }

  /**
   * Commits {@code request} and answers.
   *
   * @throws StoreException when it certainly had no effect
   */
  A submit(K key, Q request, Deadline deadline) {
    Call<Q, A> mine = new Call<>(request, deadline, new CompletableFuture<>());
    if (!enter(key, mine)) {
      return await(key, mine);
    }
    commit(key, List.of(mine), deadline);
    List<Call<Q, A>> next = next(key);
    if (!next.isEmpty()) {
      Thread.ofVirtual().name("group-commit").start(() -> drain(key, next));
    }
    return answerOf(mine);
  }

  /** True when no batch is in flight, so that the caller has to commit. */
  private boolean enter(K key, Call<Q, A> mine) {
    boolean[] first = new boolean[1];
    lanes.compute(
        key,
        (_, lane) -> {
          first[0] = lane == null;
          Lane<Q, A> there = lane == null ? new Lane<>() : lane;
          if (!first[0]) {
            there.waiting.add(mine);
          }
          return there;
        });
    return first[0];
  }

  @SuppressWarnings("ThreadPriorityCheck") // A hint that makes batches larger; nothing rests on it.
  private void drain(K key, List<Call<Q, A>> first) {
    List<Call<Q, A>> batch = first;
    while (!batch.isEmpty()) {
      Deadline latest =
          batch.stream()
              .map(Call::deadline)
              .max(Comparator.comparing(Deadline::remaining))
              .orElseThrow();
      commit(key, batch, latest);
      // Who was answered may ask again at once, and then shares the next batch, not the one after.
      Thread.yield();
      batch = next(key);
    }
  }

  /** Takes the next batch out of the queue; an empty one ends the lane. */
  private List<Call<Q, A>> next(K key) {
    List<Call<Q, A>> batch = new ArrayList<>();
    lanes.computeIfPresent(
        key,
        (_, lane) -> {
          if (lane.waiting.isEmpty()) {
            return null;
          }
          int count = committer.together(lane.waiting.stream().map(Call::request).toList());
          for (int i = 0; i < count; i++) {
            batch.add(lane.waiting.remove());
          }
          return lane;
        });
    return batch;
  }

  private void commit(K key, List<Call<Q, A>> batch, Deadline deadline) {
    try {
      List<A> answers = committer.commit(key, batch.stream().map(Call::request).toList(), deadline);
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(answers.get(i));
      }
    } catch (RuntimeException | Error e) {
      // An error too is only told: whoever threw it here would leave the lane closed for ever.
      batch.forEach(call -> call.answer().completeExceptionally(e));
    }
  }

  private A await(K key, Call<Q, A> mine) {
    try {
      if (mine.deadline().await(mine.answer())) {
        return answerOf(mine);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return withdraw(key, mine);
  }

  /** Goes away without having been answered, or with the answer that just came. */
  private A withdraw(K key, Call<Q, A> mine) {
    boolean[] waiting = new boolean[1];
    lanes.computeIfPresent(
        key,
        (_, lane) -> {
          waiting[0] = lane.waiting.remove(mine);
          return lane;
        });
    if (waiting[0]) {
      throw new StoreException.Unavailable(
          ended(mine) + " before the request's turn: others for the same key are in flight");
    }
    return mine.answer().isDone()
        ? answerOf(mine)
        : committer.unknown(ended(mine) + " while the request was in flight");
  }

  private static String ended(Call<?, ?> call) {
    return call.deadline().remaining().isPositive()
        ? "the waiting thread was interrupted"
        : "the deadline came";
  }

  private A answerOf(Call<Q, A> call) {
    try {
      return call.answer().resultNow();
    } catch (IllegalStateException _) {
      throw failureOf(call.answer().exceptionNow());
    }
  }

  /** A failure of its own for each caller, with that of the batch as its cause. */
  private static RuntimeException failureOf(Throwable failure) {
    Throwable cause = failure instanceof ExecutionException e ? e.getCause() : failure;
    return switch (cause) {
      case StoreException.Unavailable e ->
          new StoreException.Unavailable(String.valueOf(e.getMessage()), e);
      case StoreException.Rejected e ->
          new StoreException.Rejected(String.valueOf(e.getMessage()), e);
      case null, default -> new IllegalStateException("a group commit failed: " + cause, cause);
    };
  }
}
