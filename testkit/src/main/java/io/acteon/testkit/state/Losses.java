package io.acteon.testkit.state;

import io.acteon.state.Lease;
import io.acteon.testkit.time.Eventually;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a lease told its listener. Thread-safe. */
final class Losses {
  private final Queue<Lease.Loss> heard = new ConcurrentLinkedQueue<>();

  private Losses() {}

  static Losses of(Lease lease) {
    Losses losses = new Losses();
    lease.onLoss(losses.heard::add);
    return losses;
  }

  boolean isHeard() {
    return !heard.isEmpty();
  }

  /** The next loss, waited for. */
  Lease.Loss next() {
    Eventually.holds("the loss of the lease", () -> !heard.isEmpty());
    return heard.remove();
  }

  /** What was heard beyond what was asked for. */
  List<Lease.Loss> rest() {
    return List.copyOf(heard);
  }
}
