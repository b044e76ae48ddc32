package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditPosition;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Many ordered branches as one. For one thread at a time. */
final class Merge {
  /** A megabyte holds about this many rows; more are never answered at once. */
  static final int LARGEST_PAGE = 1_000;

  private static final int SMALLEST_PAGE = 20;

  private static final int PARALLEL_READS = 16;

  private final List<? extends Rows> branches;
  private final PriorityQueue<Head> heads;
  private final Deadline deadline;
  private final CallMeter meter;
  private int pageSize;

  private record Head(AuditPosition position, Rows branch) {}

  /** {@code wanted} is how many rows will be taken, as far as is known. */
  Merge(
      List<? extends Rows> branches,
      boolean ascending,
      int wanted,
      Deadline deadline,
      CallMeter meter) {
    this.deadline = deadline;
    this.meter = meter;
    this.pageSize =
        Math.clamp(2L * wanted / Math.max(1, branches.size()), SMALLEST_PAGE, LARGEST_PAGE);
    Comparator<Head> order = Comparator.comparing(Head::position);
    this.heads = new PriorityQueue<>(ascending ? order : order.reversed());
    this.branches = branches;
  }

  /** Reads the first page of every branch, several at a time. */
  void begin(TableAccess table) {
    if (branches.size() > 1) {
      prefetch(table);
    }
    branches.forEach(this::add);
  }

  private void prefetch(TableAccess table) {
    var permits = new Semaphore(PARALLEL_READS);
    List<Callable<Boolean>> reads =
        branches.stream()
            .<Callable<Boolean>>map(branch -> () -> first(branch, table, permits))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> read : threads.invokeAll(reads)) {
        var _ = read.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while reading the trail", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException fault) {
        throw fault;
      }
      throw new IllegalStateException("reading the trail failed", e);
    }
  }

  private boolean first(Rows branch, TableAccess table, Semaphore permits)
      throws InterruptedException {
    permits.acquire();
    try {
      return table.metered("query_branch", own -> branch.peek(pageSize, deadline, own).isPresent());
    } finally {
      permits.release();
    }
  }

  private void add(Rows branch) {
    branch
        .peek(pageSize, deadline, meter)
        .ifPresent(row -> heads.add(new Head(row.position(), branch)));
  }

  /** From now on rows are wanted in bulk. */
  void inBulk() {
    pageSize = LARGEST_PAGE;
  }

  Optional<IndexRow> next() {
    Head first = heads.poll();
    if (first == null) {
      return Optional.empty();
    }
    IndexRow row = first.branch().take();
    add(first.branch());
    return Optional.of(row);
  }
}
