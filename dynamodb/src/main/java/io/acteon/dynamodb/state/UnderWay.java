package io.acteon.dynamodb.state;

import io.acteon.time.Deadline;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What has begun and not ended, so that one who closes can wait for it. Thread-safe. */
final class UnderWay {
  private final Set<Stretch> open = ConcurrentHashMap.newKeySet();

  /** Something that is under way until it is closed. Equal only to itself. */
  final class Stretch implements AutoCloseable {
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Stretch() {}

    @Override
    public void close() {
      open.remove(this);
      end.complete(null);
    }
  }

  Stretch begin() {
    Stretch stretch = new Stretch();
    open.add(stretch);
    return stretch;
  }

  /** Begins {@code work} on a virtual thread, under way until it has ended. */
  void start(String name, Runnable work) {
    Stretch stretch = begin();
    Thread.ofVirtual()
        .name(name)
        .start(() -> {
          try (stretch) {
            work.run();
          }
        });
  }

  /**
   * Waits until nothing is under way, or until the deadline; answers whether nothing is. An
   * interrupt does not end the waiting; it is set again afterwards.
   */
  boolean awaitEnd(Deadline deadline) {
    boolean interrupted = Thread.interrupted();
    try {
      Iterator<Stretch> left = open.iterator();
      while (left.hasNext()) {
        try {
          if (!deadline.await(left.next().end)) {
            return false;
          }
        } catch (InterruptedException _) {
          interrupted = true;
        }
        left = open.iterator();
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
