package io.acteon.dynamodb.audit;

import io.acteon.crypto.chain.SealedRecord;
import io.acteon.store.StoreListener;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records behind the back of those who made them, in batches that grow with the load: while
 * some are on the wire, others gather. Bounded in number and in bytes; what does not fit, and what
 * the store does not take, goes to the spool. Thread-safe. No lock is held across I/O.
 */
final class BackgroundWriter {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundWriter.class);
  private static final int WRITERS = 4;
  private static final int BYTES_PER_PERMIT = 1_024;

  private final RecordPuts puts;
  private final Spool spool;
  private final Limits limits;
  private final TimeSource time;
  private final StoreListener listener;
  private final String table;

  private final BlockingQueue<Waiting> queue;
  private final Semaphore memory;
  private final List<Thread> writers = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private final NavigableSet<Long> outstanding = new TreeSet<>();
  private long accepted;

  /** Set before the queue is emptied for the last time: whoever adds later takes it out again. */
  private volatile boolean closing;

  /** Set before the writers are interrupted: not all that they call keeps the interrupt. */
  private volatile boolean ending;

  /** A record in the queue, numbered in the order of acceptance. */
  private record Waiting(long number, Pending record) {}

  /**
   * @param records waiting at most
   * @param bytes waiting at most, about
   * @param patience how long a caller waits for room
   * @param persistence how long the store is tried before the spool is used
   */
  record Limits(int records, int bytes, Duration patience, Duration persistence) {}

  BackgroundWriter(
      RecordPuts puts,
      Spool spool,
      Limits limits,
      TimeSource time,
      StoreListener listener,
      String table) {
    this.puts = puts;
    this.spool = spool;
    this.limits = limits;
    this.time = time;
    this.listener = listener;
    this.table = table;
    this.queue = new ArrayBlockingQueue<>(limits.records());
    this.memory = new Semaphore(limits.bytes() / BYTES_PER_PERMIT);
    for (int i = 0; i < WRITERS; i++) {
      writers.add(Thread.ofVirtual().name("acteon-audit-writer-" + i).start(this::writeAll));
    }
  }

  /**
   * Takes a record: into the queue if there is room within the patience, else into the spool.
   *
   * @throws UncheckedIOException when neither takes it
   */
  void accept(Pending record, Deadline deadline) {
    if (!enqueue(record, deadline)) {
      spooled(List.of(record));
    }
  }

  private boolean enqueue(Pending record, Deadline deadline) {
    if (closing) {
      return false;
    }
    long nanos = deadline.atMost(limits.patience()).remaining().toNanos();
    try {
      if (!memory.tryAcquire(permits(record), nanos, TimeUnit.NANOSECONDS)) {
        return false;
      }
      var waiting = new Waiting(accepted(), record);
      boolean taken = queue.offer(waiting, nanos, TimeUnit.NANOSECONDS);
      if (taken && !(closing && queue.remove(waiting))) {
        return true;
      }
      memory.release(permits(record));
      settled(List.of(waiting));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static int permits(Pending record) {
    return 1 + record.bytes() / BYTES_PER_PERMIT;
  }

  private void writeAll() {
    while (!ending) {
      List<Waiting> batch;
      try {
        batch = gather();
      } catch (InterruptedException _) {
        return; // Closing; what is left in the queue is the closer's.
      }
      List<Pending> records = batch.stream().map(Waiting::record).toList();
      try {
        write(records);
      } finally {
        memory.release(records.stream().mapToInt(BackgroundWriter::permits).sum());
        settled(batch);
      }
    }
  }

  private List<Waiting> gather() throws InterruptedException {
    var batch = new ArrayList<Waiting>();
    batch.add(queue.take());
    queue.drainTo(batch, BatchWrites.MAX_BATCH - 1);
    return batch;
  }

  private void write(List<Pending> batch) {
    List<Pending> left = batch;
    try {
      left = puts.put(batch, Deadline.in(limits.persistence(), time));
    } catch (RuntimeException e) {
      LOG.error("writing {} audit records failed in an unforeseen way", batch.size(), e);
    }
    if (!left.isEmpty()) {
      spoolOrTell(left);
    }
  }

  private void spoolOrTell(List<Pending> records) {
    try {
      spooled(records);
    } catch (UncheckedIOException e) {
      LOG.error("{} audit records are LOST: {}", records.size(), ids(records), e);
    }
  }

  private void spooled(List<Pending> records) {
    List<SealedRecord> sealed = records.stream().map(Pending::sealed).toList();
    spool.add(sealed);
    listener.spooled(table, sealed.size());
  }

  private static List<String> ids(List<Pending> records) {
    return records.stream().map(Pending::id).toList();
  }

  /** Writes spooled records; answers those that are not in the table. */
  List<SealedRecord> rewrite(List<SealedRecord> records) {
    var left = new ArrayList<SealedRecord>();
    for (int from = 0; from < records.size(); from += BatchWrites.MAX_BATCH) {
      int to = Math.min(records.size(), from + BatchWrites.MAX_BATCH);
      List<Pending> batch = records.subList(from, to).stream().map(Pending::of).toList();
      puts.put(batch, Deadline.in(limits.persistence(), time)).stream()
          .map(Pending::sealed)
          .forEach(left::add);
      if (left.size() == to) {
        return records; // The store takes nothing: the others would take as long to find out.
      }
    }
    return left;
  }

  /** Waits until what was accepted so far is in the table or the spool. */
  boolean flush(Deadline deadline) throws InterruptedException {
    long nanos = deadline.remaining().toNanos();
    lock.lockInterruptibly();
    try {
      long goal = accepted;
      while (!outstanding.isEmpty() && outstanding.first() <= goal) {
        if (nanos <= 0) {
          return false;
        }
        nanos = progress.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private long accepted() {
    lock.lock();
    try {
      accepted++;
      outstanding.add(accepted);
      return accepted;
    } finally {
      lock.unlock();
    }
  }

  private void settled(List<Waiting> batch) {
    lock.lock();
    try {
      batch.forEach(waiting -> outstanding.remove(waiting.number()));
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the store until {@code deadline} and spools what it did not take. */
  void close(Deadline deadline) {
    closing = true;
    try {
      if (!flush(deadline)) {
        LOG.warn("the store did not take all audit records in time; the rest is spooled");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ending = true;
    writers.forEach(Thread::interrupt);
    join();
    var left = new ArrayList<Waiting>();
    queue.drainTo(left);
    if (!left.isEmpty()) {
      spoolOrTell(left.stream().map(Waiting::record).toList());
      settled(left);
    }
  }

  /** Even for a closer that is interrupted: the spool may be closed next. */
  private void join() {
    boolean interrupted = Thread.interrupted();
    for (Thread writer : writers) {
      while (writer.isAlive()) {
        try {
          writer.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
