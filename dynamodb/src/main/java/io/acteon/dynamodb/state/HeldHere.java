package io.acteon.dynamodb.state;

import io.acteon.state.FencingToken;
import io.acteon.state.Locks.LockKey;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which locks this process has, from the write that gave them to it until the write that gives them
 * away has ended, hand-overs within the process included: meanwhile nobody here need ask the store.
 * Of several leases on one lock only the one with the greatest token counts. Thread-safe.
 */
final class HeldHere {
  private final ConcurrentHashMap<LockKey, Stay> stays = new ConcurrentHashMap<>();
  private final TimeSource time;

  /** One lease: {@code endNanos} is the monotonic reading up to which it certainly lives. */
  private record Stay(FencingToken token, long endNanos) {}

  /** What remains of a lease; positive. */
  record Here(FencingToken token, Duration remaining) {}

  HeldHere(TimeSource time) {
    this.time = time;
  }

  /** A lease has begun. */
  void begins(LockKey key, FencingToken token, long endNanos) {
    var _ =
        stays.merge(
            key,
            new Stay(token, endNanos),
            (there, begun) -> there.token().compareTo(begun.token()) > 0 ? there : begun);
  }

  /** It goes on, unless it is over already. */
  void goesOn(LockKey key, FencingToken token, long endNanos) {
    var _ =
        stays.computeIfPresent(
            key, (_, there) -> there.token().equals(token) ? new Stay(token, endNanos) : there);
  }

  /** The lease, and so every one before it, is given away or lost. */
  void isOver(LockKey key, FencingToken token) {
    var _ =
        stays.computeIfPresent(
            key, (_, there) -> there.token().compareTo(token) <= 0 ? null : there);
  }

  /** The lease by which this process certainly has the lock. */
  Optional<Here> lease(LockKey key) {
    return Optional.ofNullable(stays.get(key))
        .map(stay -> new Here(stay.token(), Duration.ofNanos(stay.endNanos() - time.nanos())))
        .filter(here -> here.remaining().isPositive());
  }
}
