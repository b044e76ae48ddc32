package io.acteon.crypto;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of an RFC 6962 tree: enough to add leaves and to know the root. One hash for each
 * set bit of the size, largest subtree first. Immutable.
 */
public record MerkleFrontier(long size, List<Hash> peaks) {
  public static final MerkleFrontier EMPTY = new MerkleFrontier(0, List.of());

  public MerkleFrontier {
    peaks = List.copyOf(peaks);
    if (size < 0 || Long.bitCount(size) != peaks.size()) {
      throw new IllegalArgumentException(
          "a tree of " + size + " leaves does not have " + peaks.size() + " peaks");
    }
  }

  public MerkleFrontier append(Hash leaf) {
    var grown = new ArrayList<>(peaks);
    Hash right = leaf;
    for (long rest = size; (rest & 1) == 1; rest >>= 1) {
      right = MerkleTree.node(grown.removeLast(), right);
    }
    grown.add(right);
    return new MerkleFrontier(size + 1, grown);
  }

  public Hash root() {
    if (peaks.isEmpty()) {
      return MerkleTree.root(List.of());
    }
    Hash root = peaks.getLast();
    for (Hash left : peaks.reversed().subList(1, peaks.size())) {
      root = MerkleTree.node(left, root);
    }
    return root;
  }

  /** u64 size, then the peaks. */
  public Octets octets() {
    var out = new OctetWriter().u64(size);
    peaks.forEach(out::hash);
    return out.octets();
  }

  /**
   * Reads what {@link #octets()} wrote.
   *
   * @throws IllegalArgumentException when the bytes are not a frontier
   */
  public static MerkleFrontier read(OctetReader in) {
    long size = in.u64();
    var peaks = new ArrayList<Hash>();
    for (int i = 0; i < Long.bitCount(size); i++) {
      peaks.add(in.hash());
    }
    return new MerkleFrontier(size, peaks);
  }
}
