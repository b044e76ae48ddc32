package io.acteon.dynamodb.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The records that wait for the next commit to one chain, and whether a thread commits them.
 * Thread-safe; its lock is never held across I/O.
 */
final class CommitQueue {
  /** For what the chain adds to an item. */
  private static final int BYTES_BESIDES = 1_024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private boolean committing;

  /** Adds a record; whether the caller is to start the thread that commits. */
  boolean add(Waiting record) {
    lock.lock();
    try {
      queue.add(record);
      boolean start = !committing;
      committing = true;
      return start;
    } finally {
      lock.unlock();
    }
  }

  /** Removes a record; whether it was still there. */
  boolean remove(Waiting record) {
    lock.lock();
    try {
      return queue.remove(record);
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      queue.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Of a thread that commits no more; whether another is to be started, for what waits. */
  boolean handOver() {
    lock.lock();
    try {
      committing = !queue.isEmpty();
      return committing;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the records of one commit, for the thread that commits; none ends it. A change of the
   * hold goes alone.
   */
  List<Waiting> batch() {
    lock.lock();
    try {
      var batch = new ArrayList<Waiting>();
      Set<String> ids = new HashSet<>();
      int bytes = 0;
      while (!queue.isEmpty() && batch.size() < ChainCommit.MAX_RECORDS) {
        Waiting one = queue.getFirst();
        bytes += one.record().bytes() + BYTES_BESIDES;
        boolean alone = one.hold() != Waiting.HoldChange.NONE;
        if (!batch.isEmpty()
            && (alone || bytes > ChainCommit.MAX_BYTES || ids.contains(one.record().id()))) {
          break;
        }
        batch.add(queue.removeFirst());
        ids.add(one.record().id());
        if (alone) {
          break;
        }
      }
      committing = !batch.isEmpty();
      return batch;
    } finally {
      lock.unlock();
    }
  }
}
