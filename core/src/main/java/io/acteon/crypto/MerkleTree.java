package io.acteon.crypto;

import java.util.ArrayList;
import java.util.List;

/**
 * Hashes and proofs of the Merkle tree of RFC 6962, over hashes of leaves. Proofs are made from all
 * leaves; {@link MerkleFrontier} grows a tree without keeping them.
 */
public final class MerkleTree {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private MerkleTree() {}

  /** The hash of a leaf that holds {@code data}. */
  public static Hash leaf(Octets data) {
    return Hash.ofMessage(LEAF, data.shared());
  }

  static Hash node(Hash left, Hash right) {
    return Hash.ofMessage(NODE, left.shared(), right.shared());
  }

  /** The root over {@code leaves}; of none, the hash of nothing. */
  public static Hash root(List<Hash> leaves) {
    return switch (leaves.size()) {
      case 0 -> Hash.ofMessage();
      case 1 -> leaves.getFirst();
      default -> {
        int split = split(leaves.size());
        yield node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
      }
    };
  }

  /** The audit path of leaf {@code index}, lowest sibling first (RFC 6962 section 2.1.1). */
  public static List<Hash> inclusionProof(int index, List<Hash> leaves) {
    if (index < 0 || index >= leaves.size()) {
      throw new IllegalArgumentException("leaf " + index + " of a tree of " + leaves.size());
    }
    var path = new ArrayList<Hash>();
    inclusion(index, leaves, path);
    return path;
  }

  private static void inclusion(int index, List<Hash> leaves, List<Hash> path) {
    if (leaves.size() == 1) {
      return;
    }
    int split = split(leaves.size());
    List<Hash> left = leaves.subList(0, split);
    List<Hash> right = leaves.subList(split, leaves.size());
    if (index < split) {
      inclusion(index, left, path);
      path.add(root(right));
    } else {
      inclusion(index - split, right, path);
      path.add(root(left));
    }
  }

  /** The proof that the first {@code size} leaves are a prefix (RFC 6962 section 2.1.2). */
  public static List<Hash> consistencyProof(int size, List<Hash> leaves) {
    if (size < 1 || size > leaves.size()) {
      throw new IllegalArgumentException("prefix of " + size + " in a tree of " + leaves.size());
    }
    var path = new ArrayList<Hash>();
    consistency(size, leaves, true, path);
    return path;
  }

  private static void consistency(int size, List<Hash> leaves, boolean known, List<Hash> path) {
    if (size == leaves.size()) {
      if (!known) {
        path.add(root(leaves));
      }
      return;
    }
    int split = split(leaves.size());
    List<Hash> left = leaves.subList(0, split);
    List<Hash> right = leaves.subList(split, leaves.size());
    if (size <= split) {
      consistency(size, left, known, path);
      path.add(root(right));
    } else {
      consistency(size - split, right, false, path);
      path.add(root(left));
    }
  }

  /** The root that leaf {@code index} and its path lead to (RFC 9162 section 2.1.3.2). */
  public static boolean includes(Hash root, long size, long index, Hash leaf, List<Hash> path) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /** Whether the tree of {@code size} extends that of {@code oldSize} (RFC 9162 2.1.4.2). */
  public static boolean extendsTree(
      long oldSize, Hash oldRoot, long size, Hash root, List<Hash> proof) {
    if (oldSize < 1 || oldSize > size) {
      return false;
    }
    if (oldSize == size) {
      return proof.isEmpty() && oldRoot.equals(root);
    }
    var path = new ArrayList<Hash>();
    if (Long.bitCount(oldSize) == 1) {
      path.add(oldRoot);
    }
    path.addAll(proof);
    if (path.isEmpty()) {
      return false;
    }
    int shift = Long.numberOfTrailingZeros(oldSize);
    return climbs((oldSize - 1) >> shift, (size - 1) >> shift, path, oldRoot, root);
  }

  private static boolean climbs(long start, long end, List<Hash> path, Hash oldRoot, Hash root) {
    long node = start;
    long last = end;
    Hash old = path.getFirst();
    Hash whole = old;
    for (Hash sibling : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        old = node(sibling, old);
        whole = node(sibling, whole);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        whole = node(whole, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && old.equals(oldRoot) && whole.equals(root);
  }

  /** The largest power of two below {@code size}. */
  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }
}
