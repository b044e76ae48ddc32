package io.acteon.dynamodb.audit;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds how many records wait, and how much memory they take. A part is kept for outcomes: a
 * gateway that has no room for what it has done must not begin anything. Thread-safe; its lock is a
 * leaf.
 */
final class WaitingRoom {
  /** The part that intents leave alone. */
  private static final int PART = 4;

  /** What a record takes besides its bytes, about. */
  private static final int OVERHEAD_BYTES = 1_024;

  private final int mostRecords;
  private final long mostBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private int records;
  private long bytes;

  /** {@code bytes} are counted as {@link Pending#bytes()} does. */
  WaitingRoom(int records, long bytes) {
    this.mostRecords = records;
    this.mostBytes = bytes;
  }

  /** Enters if there is room. */
  boolean enter(Waiting one) {
    boolean intent = one.kind() == TrailWriter.Kind.INTENT;
    lock.lock();
    try {
      int recordsThen = records + 1;
      long bytesThen = bytes + bytes(one);
      if (recordsThen > mostRecords - (intent ? mostRecords / PART : 0)
          || bytesThen > mostBytes - (intent ? mostBytes / PART : 0)) {
        return false;
      }
      records = recordsThen;
      bytes = bytesThen;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void leave(Waiting one) {
    lock.lock();
    try {
      records--;
      bytes -= bytes(one);
    } finally {
      lock.unlock();
    }
  }

  private static long bytes(Waiting one) {
    return (long) one.record().bytes() + OVERHEAD_BYTES;
  }
}
