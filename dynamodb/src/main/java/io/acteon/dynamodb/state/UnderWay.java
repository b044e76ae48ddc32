package io.acteon.dynamodb.state;

import io.acteon.time.Deadline;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What has begun and not ended, so that one who closes can wait for it. Thread-safe. */
final class UnderWay {
  private final Set<CompletableFuture<Void>> open = ConcurrentHashMap.newKeySet();

  /** Something that is under way until it is closed. */
  interface Stretch extends AutoCloseable {
    @Override
    void close();
  }

  Stretch begin() {
    CompletableFuture<Void> end = new CompletableFuture<>();
    open.add(end);
    return () -> {
      open.remove(end);
      end.complete(null);
    };
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
      for (Iterator<CompletableFuture<Void>> left = open.iterator();
          left.hasNext();
          left = open.iterator()) {
        if (!deadline.await(left.next())) {
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
