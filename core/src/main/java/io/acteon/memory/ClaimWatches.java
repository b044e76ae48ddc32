package io.acteon.memory;

import io.acteon.state.StateKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is told when a claim changes, and who may try next when it has failed. Thread-safe.
 *
 * <p>Those who wait for one key are let go one at a time: the next when the claim has changed since
 * or the one before has had a second to claim it.
 */
final class ClaimWatches {
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private final ConcurrentHashMap<StateKey, Watch> watches = new ConcurrentHashMap<>();

  private record Watch(int waiters, CompletableFuture<Void> changed, long turnOf, long turnNanos) {}

  /** Every {@code enter} is followed by one {@link #leave}. */
  void enter(StateKey key) {
    watches.compute(
        key,
        (_, watch) ->
            watch == null
                ? new Watch(1, new CompletableFuture<>(), Long.MIN_VALUE, 0)
                : new Watch(watch.waiters + 1, watch.changed, watch.turnOf, watch.turnNanos));
  }

  void leave(StateKey key) {
    watches.computeIfPresent(
        key,
        (_, watch) ->
            watch.waiters == 1
                ? null
                : new Watch(watch.waiters - 1, watch.changed, watch.turnOf, watch.turnNanos));
  }

  /** Completed at the next change; asked for before the claim is looked at. */
  CompletableFuture<Void> changed(StateKey key) {
    Watch watch = watches.get(key);
    return watch == null ? CompletableFuture.completedFuture(null) : watch.changed;
  }

  void tell(StateKey key) {
    watches.computeIfPresent(
        key,
        (_, watch) -> {
          watch.changed.complete(null);
          return new Watch(watch.waiters, new CompletableFuture<>(), watch.turnOf, watch.turnNanos);
        });
  }

  /** Whether the caller, who waits, may try to claim what stands at {@code version}. */
  boolean isMyTurn(StateKey key, long version, long nowNanos) {
    boolean[] mine = new boolean[1];
    watches.computeIfPresent(
        key,
        (_, watch) -> {
          mine[0] = watch.turnOf != version || nowNanos - watch.turnNanos >= PATIENCE_NANOS;
          return mine[0] ? new Watch(watch.waiters, watch.changed, version, nowNanos) : watch;
        });
    return mine[0];
  }

  /** How long a caller whose turn it is not waits at most before asking again. */
  static java.time.Duration patience() {
    return java.time.Duration.ofNanos(PATIENCE_NANOS);
  }
}
