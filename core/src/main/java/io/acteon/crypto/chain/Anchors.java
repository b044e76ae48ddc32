package io.acteon.crypto.chain;

import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.Hash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Checkpoints of one chain: what is known of how far it was. Immutable. */
public final class Anchors {
  public static final Anchors NONE = new Anchors(List.of());

  private final List<Anchor> all;
  private final List<Finding> faults;
  private final List<String> remarks;
  private final NavigableMap<Long, Anchor> bySize = new TreeMap<>();
  private final Optional<Anchor> newest;
  private final Optional<Anchor> newestOutside;

  /**
   * A checkpoint and when it was made, as far as that is known.
   *
   * @param outside whether it was kept where whoever writes the table cannot reach it
   */
  public record Anchor(Checkpoint checkpoint, Optional<Instant> at, boolean outside) {}

  /** {@code anchors} are of one chain, their signatures verified. */
  public Anchors(List<Anchor> anchors) {
    this(anchors, List.of(), List.of());
  }

  /**
   * Anchors, and what is wrong with others of the chain.
   *
   * @param remarks what a reader should know of checkpoints that are not among them
   */
  public Anchors(List<Anchor> anchors, List<Finding> faults, List<String> remarks) {
    this.all = List.copyOf(anchors);
    this.faults = List.copyOf(faults);
    this.remarks = List.copyOf(remarks);
    Comparator<Anchor> bySizes = Comparator.comparing(anchor -> anchor.checkpoint().size());
    anchors.stream()
        .sorted(Comparator.comparing(Anchor::outside))
        .forEach(anchor -> bySize.put(anchor.checkpoint().size(), anchor));
    this.newest = anchors.stream().max(bySizes);
    this.newestOutside = anchors.stream().filter(Anchor::outside).max(bySizes);
  }

  /** These and {@code others}. */
  public Anchors and(Anchors others) {
    return new Anchors(
        Stream.concat(all.stream(), others.all.stream()).toList(),
        Stream.concat(faults.stream(), others.faults.stream()).toList(),
        Stream.concat(remarks.stream(), others.remarks.stream()).toList());
  }

  /** The root that the tree had with {@code size} leaves, if an anchor says so. */
  Optional<Hash> rootAt(long size) {
    return Optional.ofNullable(bySize.get(size)).map(anchor -> anchor.checkpoint().root());
  }

  /** Whether an anchor outside says what the tree of {@code size} was. */
  boolean isOutside(long size) {
    Anchor anchor = bySize.get(size);
    return anchor != null && anchor.outside();
  }

  /** The one of the largest tree. */
  public Optional<Checkpoint> newest() {
    return newest.map(Anchor::checkpoint);
  }

  /** Whether there is one outside the table. */
  boolean anyOutside() {
    return newestOutside.isPresent();
  }

  Optional<Instant> newestAt() {
    return newestOutside.flatMap(Anchor::at);
  }

  public List<Anchor> all() {
    return all;
  }

  public List<String> remarks() {
    return remarks;
  }

  /** What is wrong with them: also that two contradict each other. */
  List<Finding> faults() {
    var wrong = new ArrayList<>(faults);
    var roots = new HashMap<Long, Hash>();
    for (Anchor anchor : all) {
      Checkpoint checkpoint = anchor.checkpoint();
      Hash other = roots.putIfAbsent(checkpoint.size(), checkpoint.root());
      if (other != null && !other.equals(checkpoint.root())) {
        wrong.add(
            Finding.at(
                Kind.FORKED,
                checkpoint.size() - 1,
                "two checkpoints show different histories of the first %d records"
                    .formatted(checkpoint.size())));
      }
    }
    return wrong;
  }
}
