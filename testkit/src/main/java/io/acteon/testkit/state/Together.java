package io.acteon.testkit.state;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Work done by many virtual threads that start at one moment. */
final class Together {
  private Together() {}

  /** Runs {@code work} for 0 to {@code many} - 1 at once; answers what each answered, in order. */
  static <T> List<T> run(int many, IntFunction<T> work) {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures =
          IntStream.range(0, many)
              .mapToObj(i -> threads.submit(waiting(start, () -> work.apply(i))))
              .toList();
      start.countDown();
      return futures.stream().map(Together::join).toList();
    }
  }

  private static <T> Callable<T> waiting(CountDownLatch start, Callable<T> work) {
    return () -> {
      start.await();
      return work.call();
    };
  }

  private static <T> T join(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException e) {
      throw new AssertionError("one of the threads failed: " + e.getCause(), e.getCause());
    }
  }
}
