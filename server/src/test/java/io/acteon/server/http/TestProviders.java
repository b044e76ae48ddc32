package io.acteon.server.http;

import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Json;
import io.acteon.model.ProviderReply;
import io.acteon.provider.Delivery;
import io.acteon.provider.Provider;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Providers that behave as a test needs it, and waiting for what they bring about. */
final class TestProviders {
  private static final Delivery DELIVERED =
      new Delivery.Delivered(new ProviderReply(ProviderReply.Status.SUCCESS, Json.NULL, Map.of()));

  private TestProviders() {}

  static Provider failing(String name, FailureCode code) {
    return new Named(name, (_, _) -> Delivery.failed(code, "the test said so"));
  }

  /** The outcome of {@code call}, made on a thread of its own. */
  static <T> CompletableFuture<T> later(Callable<T> call) {
    var result = new CompletableFuture<T>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            result.complete(call.call());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /** What {@code call} answers once it is as wanted. */
  static <T> T until(Callable<T> call, Predicate<T> wanted) throws Exception {
    Deadline patience = Deadline.in(Duration.ofSeconds(15), TimeSource.system());
    T last = call.call();
    while (!wanted.test(last)) {
      if (patience.hasPassed()) {
        throw new AssertionError("still " + last);
      }
      TimeSource.system().sleep(Duration.ofMillis(5));
      last = call.call();
    }
    return last;
  }

  /** One whose deliveries wait to be let go. */
  static final class Gated implements Provider {
    final Semaphore entered = new Semaphore(0);
    final CountDownLatch gate = new CountDownLatch(1);

    @Override
    public String name() {
      return "gated";
    }

    @Override
    public Delivery send(Action action, Deadline deadline) throws InterruptedException {
      entered.release();
      gate.await();
      return DELIVERED;
    }
  }

  /** Delivers or refuses, as the test says. */
  static final class Switched implements Provider {
    volatile boolean broken;
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public String name() {
      return "switched";
    }

    @Override
    public Delivery send(Action action, Deadline deadline) {
      calls.incrementAndGet();
      return broken ? Delivery.failed(FailureCode.EXECUTION_FAILED, "the test said so") : DELIVERED;
    }
  }

  /** Once closed, holds deliveries back until it is opened. */
  static final class Gate implements Provider {
    volatile boolean closed;
    final Semaphore entered = new Semaphore(0);
    final CountDownLatch opened = new CountDownLatch(1);

    @Override
    public String name() {
      return "gate";
    }

    @Override
    public Delivery send(Action action, Deadline deadline) throws InterruptedException {
      if (closed) {
        entered.release();
        opened.await();
      }
      return DELIVERED;
    }
  }

  private interface Sending {
    Delivery send(Action action, Deadline deadline) throws InterruptedException;
  }

  private record Named(String name, Sending sending) implements Provider {
    @Override
    public Delivery send(Action action, Deadline deadline) throws InterruptedException {
      return sending.send(action, deadline);
    }
  }
}
