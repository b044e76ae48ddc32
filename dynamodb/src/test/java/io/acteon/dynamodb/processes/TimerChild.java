package io.acteon.dynamodb.processes;

import io.acteon.state.Entries.Absent;
import io.acteon.state.Timers;
import io.acteon.state.Timers.Claimed;
import io.acteon.store.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Works off timers until its input ends: says {@code claimed ID VERSION}, then {@code completed
 * ID}, {@code refused ID} or {@code unknown ID}. After so many completions as the command line says
 * it claims once more, says {@code stuck}, and does nothing any more.
 */
final class TimerChild {
  static final String CLASS = "work";
  static final Duration LEASE = Duration.ofSeconds(3);

  private static final int AT_ONCE = 5;
  private static final Duration IDLE = Duration.ofMillis(100);

  private TimerChild() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    int most = Integer.parseInt(Setup.extra(words, 0));
    try (DisturbedStore store = new DisturbedStore(Setup.of(words))) {
      System.out.println("ready");
      if (System.in.read() < 0) {
        return; // Nobody is left to work for.
      }
      var end = new CountDownLatch(1);
      Thread.startVirtualThread(() -> awaitEndOfInput(end));
      work(store, most, end);
    }
  }

  private static void awaitEndOfInput(CountDownLatch end) {
    try {
      while (System.in.read() >= 0) {
        // Whatever else comes means nothing.
      }
    } catch (IOException _) {
      // A broken input has ended.
    }
    end.countDown();
  }

  private static void work(DisturbedStore store, int most, CountDownLatch end)
      throws InterruptedException {
    Timers timers = store.state().timers();
    int completed = 0;
    while (end.getCount() > 0) {
      List<Claimed> claimed = timers.claimDue(CLASS, AT_ONCE, LEASE, store.patient());
      claimed.forEach(timer ->
          System.out.println("claimed %s %d".formatted(timer.key().id(), timer.version().value())));
      if (completed >= most && !claimed.isEmpty()) {
        System.out.println("stuck");
        end.await();
        return;
      }
      for (Claimed timer : claimed) {
        completed += complete(timers, timer, store) ? 1 : 0;
      }
      if (claimed.isEmpty()) {
        store.time().sleep(IDLE);
      }
    }
  }

  private static boolean complete(Timers timers, Claimed timer, DisturbedStore store) {
    Answer<Absent, Absent> answer = timers.complete(timer, store.patient());
    String fate =
        switch (answer) {
          case Answer.Applied<Absent, Absent> _ -> "completed";
          case Answer.Refused<Absent, Absent> _ -> "refused";
          case Answer.Unknown<Absent, Absent> _ -> "unknown";
        };
    System.out.println(fate + " " + timer.key().id());
    return answer instanceof Answer.Applied;
  }
}
