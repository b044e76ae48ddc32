package io.acteon.crypto.chain;

import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.Hash;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checkpoints of one chain that were kept where whoever writes the table cannot reach them.
 * Immutable.
 */
public final class Anchors {
  public static final Anchors NONE = new Anchors(List.of());

  private final NavigableMap<Long, Anchor> bySize = new TreeMap<>();
  private final Optional<Anchor> newest;

  /** A checkpoint and when it was made, as far as that is known. */
  public record Anchor(Checkpoint checkpoint, Optional<Instant> at) {}

  /** {@code anchors} are of one chain, their signatures verified. */
  public Anchors(List<Anchor> anchors) {
    anchors.forEach(anchor -> bySize.put(anchor.checkpoint().size(), anchor));
    this.newest = anchors.stream().max(Comparator.comparing(a -> a.checkpoint().size()));
  }

  /** The root that the tree had with {@code size} leaves, if an anchor says so. */
  Optional<Hash> rootAt(long size) {
    return Optional.ofNullable(bySize.get(size)).map(anchor -> anchor.checkpoint().root());
  }

  /** The one of the largest tree. */
  public Optional<Checkpoint> newest() {
    return newest.map(Anchor::checkpoint);
  }

  Optional<Instant> newestAt() {
    return newest.flatMap(Anchor::at);
  }
}
