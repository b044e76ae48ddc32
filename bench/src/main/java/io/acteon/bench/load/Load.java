package io.acteon.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * A closed loop of clients posting to one path: each sends its next request when the answer to the
 * last has come.
 *
 * @param succeeded whether an answer (status, body) counts as success
 */
public record Load(
    int port, String path, Supplier<String> bodies, BiPredicate<Integer, String> succeeded) {

  /** Runs {@code clients} clients for {@code time}. */
  public LoadResult run(int clients, Duration time) throws InterruptedException {
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    var tasks = new ArrayList<Callable<Client>>();
    for (int i = 0; i < clients; i++) {
      tasks.add(() -> new Client().until(end));
    }
    var finished = new ArrayList<Client>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Client> client : threads.invokeAll(tasks)) {
        finished.add(client.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a load client failed", e);
    }
    return result(finished, Duration.ofNanos(System.nanoTime() - begin));
  }

  private static LoadResult result(List<Client> clients, Duration took) {
    return new LoadResult(
        clients.stream().mapToLong(client -> client.good).sum(),
        clients.stream().mapToLong(client -> client.bad).sum(),
        took,
        LoadResult.Percentiles.of(
            Latencies.sorted(clients.stream().map(client -> client.latencies).toList())));
  }

  /** One client. Used by one thread. */
  private final class Client {
    private final Latencies latencies = new Latencies();
    private long good;
    private long bad;

    Client until(long end) {
      try (var connection = new HttpConnection(port)) {
        while (System.nanoTime() < end) {
          once(connection);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("port " + port + ": " + e.getMessage(), e);
      }
      return this;
    }

    private void once(HttpConnection connection) throws IOException {
      String body = bodies.get();
      long sent = System.nanoTime();
      HttpConnection.Answer answer = connection.post(path, body);
      latencies.add(System.nanoTime() - sent);
      if (succeeded.test(answer.status(), answer.body())) {
        good++;
      } else {
        bad++;
      }
    }
  }
}
