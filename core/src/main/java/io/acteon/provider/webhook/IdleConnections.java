package io.acteon.provider.webhook;

import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one webhook that may be used again, the latest first. Thread-safe. No I/O
 * under its lock.
 */
final class IdleConnections implements AutoCloseable {
  private static final int MAX_IDLE = 32;

  /** Shorter than the usual servers keep them, so that we are seldom the second to let go. */
  private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(4);

  /** A new one looks the name up again. */
  private static final Duration MAX_AGE = Duration.ofSeconds(60);

  private final TimeSource time;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Idle> idle = new ArrayDeque<>();
  private boolean closed;

  IdleConnections(TimeSource time) {
    this.time = time;
  }

  /** A connection that was still open a moment ago. */
  Optional<Opened> take() {
    while (true) {
      Idle latest = poll();
      if (latest == null) {
        return Optional.empty();
      }
      if (isFresh(latest) && latest.opened().connection().isQuiet()) {
        return Optional.of(latest.opened());
      }
      latest.opened().connection().close();
    }
  }

  Opened opened(Connection connection) {
    return new Opened(connection, time.nanos());
  }

  void give(Opened opened) {
    var dropped = new ArrayList<Idle>();
    lock.lock();
    try {
      idle.push(new Idle(opened, time.nanos()));
      while (!idle.isEmpty() && (closed || idle.size() > MAX_IDLE || !isFresh(idle.getLast()))) {
        dropped.add(idle.removeLast());
      }
    } finally {
      lock.unlock();
    }
    dropped.forEach(each -> each.opened().connection().close());
  }

  private boolean isFresh(Idle candidate) {
    long now = time.nanos();
    return now - candidate.since() < MAX_IDLE_TIME.toNanos()
        && now - candidate.opened().at() < MAX_AGE.toNanos();
  }

  private @Nullable Idle poll() {
    lock.lock();
    try {
      return idle.poll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    for (Idle each = poll(); each != null; each = poll()) {
      each.opened().connection().close();
    }
  }

  /** A connection and when it was opened, by the monotonic clock. */
  record Opened(Connection connection, long at) {}

  private record Idle(Opened opened, long since) {}
}
