package io.acteon.dynamodb.processes;

import io.acteon.model.Scope;
import io.acteon.state.Counters.Count;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Increments one counter many times, and says {@code value N}, {@code unknown} or {@code unserved}
 * of each time.
 */
final class CounterChild {
  static final int CALLERS = 4;
  static final int EACH = 40;
  static final StateKey KEY =
      new StateKey(new Scope("processes", "t"), new Kind("hits", Kind.Shape.COUNTER), "shared");

  private CounterChild() {}

  public static void main(String[] words) throws IOException {
    try (DisturbedStore store = new DisturbedStore(Setup.of(words))) {
      System.out.println("ready");
      if (System.in.read() < 0) {
        return; // Nobody is left to count for.
      }
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int caller = 0; caller < CALLERS; caller++) {
          threads.execute(() -> {
            for (int i = 0; i < EACH; i++) {
              System.out.println(increment(store));
            }
          });
        }
      }
      store.deliverAll();
      System.out.println("disturbed " + store.disturbedRequests());
      System.out.println("done");
    }
  }

  private static String increment(DisturbedStore store) {
    try {
      return switch (store.state().counters().increment(KEY, 1, Ttl.NEVER, store.patient())) {
        case Answer.Applied<Count, Void>(Count count) -> "value " + count.value();
        case Answer.Unknown<Count, Void> _ -> "unknown";
        case Answer.Refused<Count, Void> _ -> "refused";
      };
    } catch (StoreException.Unavailable _) {
      return "unserved";
    }
  }
}
