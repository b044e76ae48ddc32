package io.acteon.provider.inbox;

import io.acteon.model.Action;
import io.acteon.model.Json;
import io.acteon.model.ProviderReply;
import io.acteon.provider.Delivery;
import io.acteon.provider.Provider;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the last {@link #CAPACITY} actions in memory. Thread-safe. */
public final class Inbox implements Provider {
  public static final int CAPACITY = 100;

  private final String name;
  private final TimeSource time;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Message> kept = new ArrayDeque<>();
  private long received;

  public Inbox(String name, TimeSource time) {
    this.name = name;
    this.time = time;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Delivery send(Action action, Deadline deadline) {
    long number = keep(action);
    return new Delivery.Delivered(
        new ProviderReply(
            ProviderReply.Status.SUCCESS,
            Json.object(Json.field("message", number), Json.field("provider", name)),
            Map.of()));
  }

  /** The messages that are still there, newest first. */
  public List<Message> messages() {
    lock.lock();
    try {
      return new ArrayList<>(kept);
    } finally {
      lock.unlock();
    }
  }

  /** How many have come in altogether. */
  public long received() {
    lock.lock();
    try {
      return received;
    } finally {
      lock.unlock();
    }
  }

  private long keep(Action action) {
    lock.lock();
    try {
      kept.addFirst(new Message(++received, time.now(), action));
      if (kept.size() > CAPACITY) {
        kept.removeLast();
      }
      return received;
    } finally {
      lock.unlock();
    }
  }

  /**
   * One delivery. Immutable.
   *
   * @param number counts from 1
   */
  public record Message(long number, Instant receivedAt, Action action) {}
}
