package io.acteon.bench.compare;

import io.acteon.bench.compare.Cost.Spent;
import io.acteon.bench.load.Latencies;
import io.acteon.bench.load.LoadResult;
import io.acteon.bench.load.LoadResult.Percentiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What one round of a contender gave. Immutable.
 *
 * @param firstFailure of those counted as failed
 */
public record Round(LoadResult load, Spent spent, @Nullable Exception firstFailure) {

  /** A closed loop: each client begins anew when it is done, until {@code time} is over. */
  public static Round run(Contender contender, int clients, Duration time)
      throws InterruptedException {
    Spent before = contender.cost().spent();
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    List<Callable<Client>> tasks = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Client client = new Client(i, contender.work());
      tasks.add(() -> client.until(end));
    }
    List<Client> finished = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Client> client : threads.invokeAll(tasks)) {
        finished.add(client.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client of '" + contender.name() + "' broke", e);
    }
    long aside = finished.stream().mapToLong(client -> client.asideNanos).sum() / clients;
    Duration took = Duration.ofNanos(System.nanoTime() - begin - aside);
    return of(finished, took, contender.cost().spent().since(before));
  }

  private static Round of(List<Client> clients, Duration took, Spent spent) {
    LoadResult load =
        new LoadResult(
            clients.stream().mapToLong(client -> client.counted).sum(),
            clients.stream().mapToLong(client -> client.failed).sum(),
            took,
            Percentiles.of(
                Latencies.sorted(clients.stream().map(client -> client.latencies).toList())));
    Exception failure = null;
    for (Client client : clients) {
      failure = failure == null ? client.firstFailure : failure;
    }
    return new Round(load, spent, failure);
  }

  public double perSecond() {
    return load.perSecond();
  }

  /** One client. Used by one thread. */
  private static final class Client {
    private final int number;
    private final Work work;
    private final Latencies latencies = new Latencies();
    private long counted;
    private long failed;
    private long asideNanos; // Spent in calls, and not part of what is measured.
    private @Nullable Exception firstFailure;

    Client(int number, Work work) {
      this.number = number;
      this.work = work;
    }

    Client until(long end) throws InterruptedException {
      while (System.nanoTime() - end < 0) {
        long begin = System.nanoTime();
        try {
          Work.Done done = work.measured(number);
          counted += done.count();
          asideNanos += System.nanoTime() - begin - done.nanos();
          latencies.add(done.nanos() / Math.max(1, done.count()));
        } catch (RuntimeException e) {
          failed++;
          firstFailure = firstFailure == null ? e : firstFailure;
        }
      }
      return this;
    }
  }
}
