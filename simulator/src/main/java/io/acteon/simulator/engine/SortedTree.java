package io.acteon.simulator.engine;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map that never changes: every change answers a new one that shares all but one path with
 * the old (an AVL tree). Copies are free, which is what lets thousands of interleavings be explored
 * and older states be read.
 */
final class SortedTree<K, V> {
  /** A node; also the entry that iteration shows. */
  record Node<K, V>(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right, int height) {}

  private final Comparator<? super K> order;
  private final @Nullable Node<K, V> root;
  private final int size;

  private SortedTree(Comparator<? super K> order, @Nullable Node<K, V> root, int size) {
    this.order = order;
    this.root = root;
    this.size = size;
  }

  static <K, V> SortedTree<K, V> empty(Comparator<? super K> order) {
    return new SortedTree<>(order, null, 0);
  }

  static <K extends Comparable<? super K>, V> SortedTree<K, V> empty() {
    return empty(Comparator.naturalOrder());
  }

  int size() {
    return size;
  }

  @Nullable V get(K key) {
    Node<K, V> node = root;
    while (node != null) {
      int side = order.compare(key, node.key());
      if (side == 0) {
        return node.value();
      }
      node = side < 0 ? node.left() : node.right();
    }
    return null;
  }

  SortedTree<K, V> put(K key, V value) {
    return new SortedTree<>(order, put(root, key, value), get(key) == null ? size + 1 : size);
  }

  SortedTree<K, V> remove(K key) {
    return get(key) == null ? this : new SortedTree<>(order, remove(root, key), size - 1);
  }

  private Node<K, V> put(@Nullable Node<K, V> node, K key, V value) {
    if (node == null) {
      return new Node<>(key, value, null, null, 1);
    }
    int side = order.compare(key, node.key());
    if (side == 0) {
      return new Node<>(key, value, node.left(), node.right(), node.height());
    }
    return side < 0
        ? balanced(node, put(node.left(), key, value), node.right())
        : balanced(node, node.left(), put(node.right(), key, value));
  }

  private @Nullable Node<K, V> remove(@Nullable Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    int side = order.compare(key, node.key());
    if (side < 0) {
      return balanced(node, remove(node.left(), key), node.right());
    }
    if (side > 0) {
      return balanced(node, node.left(), remove(node.right(), key));
    }
    if (node.left() == null || node.right() == null) {
      return node.left() == null ? node.right() : node.left();
    }
    Node<K, V> successor = node.right();
    while (successor.left() != null) {
      successor = successor.left();
    }
    return balanced(successor, node.left(), remove(node.right(), successor.key()));
  }

  private static int height(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.height();
  }

  private static <K, V> Node<K, V> node(
      Node<K, V> content, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    return new Node<>(
        content.key(), content.value(), left, right, 1 + Math.max(height(left), height(right)));
  }

  private static <K, V> Node<K, V> balanced(
      Node<K, V> content, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    if (left != null && height(left) > height(right) + 1) {
      Node<K, V> inner = left.right();
      if (inner != null && height(inner) > height(left.left())) {
        return node(
            inner, node(left, left.left(), inner.left()), node(content, inner.right(), right));
      }
      return node(left, left.left(), node(content, inner, right));
    }
    if (right != null && height(right) > height(left) + 1) {
      Node<K, V> inner = right.left();
      if (inner != null && height(inner) > height(right.right())) {
        return node(
            inner, node(content, left, inner.left()), node(right, inner.right(), right.right()));
      }
      return node(right, node(content, left, inner), right.right());
    }
    return node(content, left, right);
  }

  /**
   * Entries in rising order from the first that {@code position} does not call negative ("before").
   * The function must rise with the keys.
   */
  Iterator<Node<K, V>> ascending(ToIntFunction<? super K> position) {
    return new Walk<>(root, position, false);
  }

  /**
   * Entries in falling order from the last that {@code position} does not call positive ("after").
   */
  Iterator<Node<K, V>> descending(ToIntFunction<? super K> position) {
    return new Walk<>(root, position, true);
  }

  /** All entries in rising order. */
  Iterable<Node<K, V>> all() {
    return () -> ascending(_ -> 0);
  }

  /** An iteration in progress. Not thread-safe; the tree under it cannot change. */
  private static final class Walk<K, V> implements Iterator<Node<K, V>> {
    private final Deque<Node<K, V>> path = new ArrayDeque<>();
    private final boolean falling;

    Walk(@Nullable Node<K, V> root, ToIntFunction<? super K> position, boolean falling) {
      this.falling = falling;
      Node<K, V> node = root;
      while (node != null) {
        int where = position.applyAsInt(node.key());
        boolean skip = falling ? where > 0 : where < 0;
        if (!skip) {
          path.push(node);
        }
        node = skip == falling ? node.left() : node.right();
      }
    }

    @Override
    public boolean hasNext() {
      return !path.isEmpty();
    }

    @Override
    public Node<K, V> next() {
      if (path.isEmpty()) {
        throw new NoSuchElementException();
      }
      Node<K, V> found = path.pop();
      Node<K, V> node = falling ? found.left() : found.right();
      while (node != null) {
        path.push(node);
        node = falling ? node.right() : node.left();
      }
      return found;
    }
  }
}
