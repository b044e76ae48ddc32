package io.acteon.simulator.http;

import io.acteon.simulator.engine.Engine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The items under requests that have arrived but not taken effect: where transactions conflict.
 * Thread-safe; its lock is a leaf.
 *
 * <p>As AWS documents it, a write conflicts with a transactional write under way, and a
 * transactional read with any write under way.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html">conflict
 *     handling</a>
 */
final class InFlight {
  private static final Set<String> SINGLE_WRITES = Set.of("PutItem", "UpdateItem", "DeleteItem");

  /** Requests under way over one item. */
  private static final class Marks {
    private int transactions;
    private int writes;
  }

  /**
   * A request's place among the others: which of its items are in conflict; leaving it twice is
   * harmless.
   */
  final class Visit {
    private final String operation;
    private final List<Engine.Touched> marked;
    private final List<Boolean> conflicts;

    private Visit(String operation, List<Engine.Touched> marked, List<Boolean> conflicts) {
      this.operation = operation;
      this.marked = new ArrayList<>(marked);
      this.conflicts = List.copyOf(conflicts);
    }

    boolean conflicts() {
      return conflicts.contains(true);
    }

    List<Boolean> items() {
      return conflicts;
    }

    void leave() {
      lock.lock();
      try {
        marked.forEach(item -> mark(operation, item, -1));
        marked.clear();
      } finally {
        lock.unlock();
      }
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Engine.Touched, Marks> marks = new HashMap<>();

  /** Enters unless the request conflicts; a request in conflict holds nothing. */
  Visit enter(String operation, List<Engine.Touched> items) {
    lock.lock();
    try {
      List<Boolean> conflicts = new ArrayList<>(items.size());
      for (Engine.Touched item : items) {
        Marks met = marks.get(item);
        conflicts.add(met != null && conflicts(operation, met));
      }
      Visit visit = new Visit(operation, conflicts.contains(true) ? List.of() : items, conflicts);
      visit.marked.forEach(item -> mark(operation, item, 1));
      return visit;
    } finally {
      lock.unlock();
    }
  }

  private static boolean conflicts(String operation, Marks met) {
    return switch (operation) {
      case "TransactWriteItems" -> met.transactions > 0;
      case "TransactGetItems" -> met.transactions + met.writes > 0;
      default -> SINGLE_WRITES.contains(operation) && met.transactions > 0;
    };
  }

  private void mark(String operation, Engine.Touched item, int by) {
    boolean transaction = operation.equals("TransactWriteItems");
    boolean write = SINGLE_WRITES.contains(operation) || operation.equals("BatchWriteItem");
    if (!transaction && !write) {
      return;
    }
    Marks own = marks.computeIfAbsent(item, _ -> new Marks());
    own.transactions += transaction ? by : 0;
    own.writes += write ? by : 0;
    if (own.transactions == 0 && own.writes == 0) {
      marks.remove(item);
    }
  }
}
