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
   * interrupt ends the waiting and stays set.
   */
  boolean awaitEnd(Deadline deadline) {
    try {
      for (Iterator<Stretch> left = open.iterator(); left.hasNext(); left = open.iterator()) {
        if (!deadline.await(left.next().end)) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return open.isEmpty();
    }
  }
}
