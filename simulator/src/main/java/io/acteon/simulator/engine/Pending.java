package io.acteon.simulator.engine;

import io.acteon.simulator.value.Item;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Index changes not shown yet, by item and by age. Immutable. */
record Pending(SortedTree<IndexChange, State> states, SortedTree<Long, IndexChange> byAge) {
  /** An item as it was after a change; no item if it was removed. */
  record State(@Nullable Item item) {}

  static Pending none() {
    return new Pending(SortedTree.empty(), SortedTree.empty());
  }

  /** The item's state after the change, or null for an unknown change. */
  @Nullable State state(IndexChange change) {
    return states.get(change);
  }

  Pending with(IndexChange change, @Nullable Item item) {
    return new Pending(states.put(change, new State(item)), byAge.put(change.sequence(), change));
  }

  /** Without the change and the older ones of the same item. */
  Pending withoutUpTo(IndexChange change) {
    Pending left = this;
    Iterator<SortedTree.Node<IndexChange, State>> same =
        states.ascending(other -> other.compareKey(change));
    while (same.hasNext()) {
      IndexChange other = same.next().key();
      if (other.compareTo(change) > 0) {
        break;
      }
      left = left.without(other);
    }
    return left;
  }

  Pending without(String table) {
    Pending left = this;
    for (IndexChange change : after(0)) {
      left = change.table().equals(table) ? left.without(change) : left;
    }
    return left;
  }

  private Pending without(IndexChange change) {
    return new Pending(states.remove(change), byAge.remove(change.sequence()));
  }

  /** Changes numbered above {@code sequence}, oldest first. */
  List<IndexChange> after(long sequence) {
    List<IndexChange> changes = new ArrayList<>();
    Iterator<SortedTree.Node<Long, IndexChange>> young =
        byAge.ascending(age -> age > sequence ? 0 : -1);
    while (young.hasNext()) {
      changes.add(young.next().value());
    }
    return changes;
  }
}
