package io.acteon.testkit.time;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/** A monotonic reading and those who wait for it to grow. Thread-safe. */
final class Timeline {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Thread, Sleeper> sleepers = new HashMap<>();
  private long nanos;

  long nanos() {
    lock.lock();
    try {
      return nanos;
    } finally {
      lock.unlock();
    }
  }

  void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + time);
    }
    lock.lock();
    try {
      nanos += time.toNanos();
      sleepers.values().stream()
          .filter(sleeper -> sleeper.wakeAt <= nanos)
          .forEach(sleeper -> sleeper.alarm.complete(null));
      sleepers.values().removeIf(sleeper -> sleeper.wakeAt <= nanos);
    } finally {
      lock.unlock();
    }
  }

  boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
    if (signal.isDone() || !atMost.isPositive()) {
      return signal.isDone();
    }
    CompletableFuture<Void> alarm = enter(atMost);
    try {
      CompletableFuture.anyOf(alarm, signal.exceptionally(_ -> null)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an alarm failed", e);
    } finally {
      leave();
    }
    return signal.isDone();
  }

  boolean isSleeping(Thread thread) {
    lock.lock();
    try {
      return sleepers.containsKey(thread);
    } finally {
      lock.unlock();
    }
  }

  int sleepers() {
    lock.lock();
    try {
      return sleepers.size();
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<Void> enter(Duration time) {
    CompletableFuture<Void> alarm = new CompletableFuture<>();
    lock.lock();
    try {
      sleepers.put(Thread.currentThread(), new Sleeper(nanos + time.toNanos(), alarm));
    } finally {
      lock.unlock();
    }
    return alarm;
  }

  private void leave() {
    lock.lock();
    try {
      sleepers.remove(Thread.currentThread());
    } finally {
      lock.unlock();
    }
  }

  private record Sleeper(long wakeAt, CompletableFuture<Void> alarm) {}
}
