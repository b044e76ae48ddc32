package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditSummary;
import io.acteon.audit.RangeTooLargeException;
import io.acteon.crypto.chain.UnreadableRecordException;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads index partitions side by side, each page by page, and tells what their rows say. A page of
 * each is in memory at a time. A row that is not what the trail writes is left out, and counted.
 * For one thread, once.
 */
final class SummaryWalk {
  private static final int PARALLEL_READS = 16;

  private final TableAccess table;
  private final TrailKeys keys;
  private final RecordReads records;
  private final Predicate<IndexRow> wanted;
  private final Sink sink;
  private final Semaphore permits = new Semaphore(PARALLEL_READS);

  SummaryWalk(
      TableAccess table,
      TrailKeys keys,
      RecordReads records,
      Predicate<IndexRow> wanted,
      Sink sink) {
    this.table = table;
    this.keys = keys;
    this.records = records;
    this.wanted = wanted;
    this.sink = sink;
  }

  /** Takes at most so many summaries and passes them on, one thread at a time. Thread-safe. */
  static final class Sink {
    private final ReentrantLock lock = new ReentrantLock();
    private final long most;
    private final Consumer<AuditSummary> to;
    private long taken;
    private boolean closed;

    Sink(long most, Consumer<AuditSummary> to) {
      this.most = most;
      this.to = to;
    }

    /** Answers whether more is wanted. */
    boolean take(List<AuditSummary> summaries) {
      lock.lock();
      try {
        if (closed) {
          return false;
        }
        taken += summaries.size();
        if (taken > most) {
          throw RangeTooLargeException.ofRecords(most);
        }
        summaries.forEach(to);
        return true;
      } catch (RuntimeException e) {
        closed = true;
        throw e;
      } finally {
        lock.unlock();
      }
    }

    /** Takes no more. */
    void close() {
      lock.lock();
      try {
        closed = true;
      } finally {
        lock.unlock();
      }
    }
  }

  void run(List<Branch> branches, Deadline deadline) {
    List<Callable<Boolean>> walks =
        branches.stream().<Callable<Boolean>>map(branch -> () -> walk(branch, deadline)).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> walk : threads.invokeAll(walks)) {
        var _ = walk.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while reading the trail", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException("reading the trail failed", e);
    }
  }

  private boolean walk(Branch branch, Deadline deadline) throws InterruptedException {
    boolean more = true;
    while (more) {
      permits.acquire();
      try {
        List<IndexRow> page =
            table.metered(
                "summarize_page", meter -> branch.takePage(Merge.LARGEST_PAGE, deadline, meter));
        more = !page.isEmpty() && sink.take(summaries(page));
      } catch (RuntimeException e) {
        sink.close(); // One partition that is not read makes the others worthless.
        throw e;
      } finally {
        permits.release();
      }
    }
    return true;
  }

  private List<AuditSummary> summaries(List<IndexRow> page) {
    return page.stream().filter(wanted).flatMap(row -> summary(row).stream()).toList();
  }

  private Optional<AuditSummary> summary(IndexRow row) {
    try {
      return Optional.of(row.summary(keys));
    } catch (UnreadableRecordException e) {
      records.unreadable(row.id(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
