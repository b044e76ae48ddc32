package io.acteon.testkit.linearizability;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a history of one object is linearizable: the depth-first search of Wing and Gong
 * ("Testing and verifying concurrent objects", 1993) that remembers configurations as Lowe does
 * ("Testing for linearizability", 2017). Stateless, thread-safe.
 */
public final class LinearizabilityChecker {
  private LinearizabilityChecker() {}

  /**
   * Whether some order of the operations, consistent with real time, is one that the model allows.
   */
  public static <S, I, O> boolean isLinearizable(
      SequentialModel<S, I, O> model, List<Operation<I, O>> history) {
    return new Search<>(model, history).run();
  }

  /**
   * A part of a failing history that still fails and of which nothing can be left out; empty if the
   * history is linearizable. Whole operations are removed, so answers that depend on removed writes
   * keep the rest failing only where they truly contradict it.
   */
  public static <S, I, O> Optional<List<Operation<I, O>>> smallestFailure(
      SequentialModel<S, I, O> model, List<Operation<I, O>> history) {
    if (isLinearizable(model, history)) {
      return Optional.empty();
    }
    var failing = shortestFailingPrefix(model, history);
    for (int i = failing.size() - 1; i >= 0; i--) {
      var without = new ArrayList<>(failing);
      without.remove(i);
      if (!isLinearizable(model, without)) {
        failing = without;
      }
    }
    return Optional.of(failing);
  }

  private static <S, I, O> List<Operation<I, O>> shortestFailingPrefix(
      SequentialModel<S, I, O> model, List<Operation<I, O>> history) {
    for (int end = 1; end < history.size(); end++) {
      var prefix = history.subList(0, end);
      if (!isLinearizable(model, prefix)) {
        return new ArrayList<>(prefix);
      }
    }
    return new ArrayList<>(history);
  }

  /** One search over one history. Used by one thread. */
  private static final class Search<S, I, O> {
    private final SequentialModel<S, I, O> model;
    private final List<Operation<I, O>> history;
    private final Set<Configuration<S>> seen = new HashSet<>();

    private record Configuration<S>(BitSet done, S state) {}

    Search(SequentialModel<S, I, O> model, List<Operation<I, O>> history) {
      this.model = model;
      this.history = history;
    }

    boolean run() {
      return search(new BitSet(history.size()), model.initial());
    }

    private boolean search(BitSet done, S state) {
      long firstReturn = Operation.NEVER;
      for (int i = done.nextClearBit(0); i < history.size(); i = done.nextClearBit(i + 1)) {
        firstReturn = Math.min(firstReturn, history.get(i).returned());
      }
      if (firstReturn == Operation.NEVER) {
        return true; // all that is left is of unknown fate and may never have taken effect
      }
      if (!seen.add(new Configuration<>((BitSet) done.clone(), state))) {
        return false;
      }
      for (int i = done.nextClearBit(0); i < history.size(); i = done.nextClearBit(i + 1)) {
        Operation<I, O> operation = history.get(i);
        if (operation.called() > firstReturn) {
          break; // history is in the order of the calls: none of the rest can come first
        }
        done.set(i);
        for (S after : after(state, operation)) {
          if (search(done, after)) {
            return true;
          }
        }
        done.clear(i);
      }
      return false;
    }

    private List<S> after(S state, Operation<I, O> operation) {
      return operation.output().isPresent()
          ? model.step(state, operation.input(), operation.output().get()).stream().toList()
          : model.stepUnknown(state, operation.input());
    }
  }
}
