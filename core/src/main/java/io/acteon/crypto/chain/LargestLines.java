package io.acteon.crypto.chain;

import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.AnchorLines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The largest checkpoints of one chain, out of any number of lines. Their number is bounded: the
 * largest few are all kept, and of those before them fewer and fewer, the first always. So one of a
 * trusted key is among them though others may have signed the largest. For one thread.
 */
public final class LargestLines {
  private static final int ALL_OF_THE_LARGEST = 4;
  private static final int MOST_OF_ONE_SIZE = 4;

  private final int most;
  private final NavigableMap<Long, List<Kept>> bySize = new TreeMap<>();
  private @Nullable Kept trusted;

  /** A line and its number. */
  record Kept(Line line, long number) {}

  /** Keeps lines of {@code most} sizes. */
  public LargestLines(int most) {
    this.most = most;
  }

  /** Takes a line of the chain. */
  public void add(Line line, long number) {
    Kept known = trusted;
    long size = line.checkpoint().size();
    if (known != null && size <= known.line().checkpoint().size()) {
      return;
    }
    List<Kept> same = bySize.computeIfAbsent(size, _ -> new ArrayList<>(1));
    if (same.size() < MOST_OF_ONE_SIZE
        && same.stream().noneMatch(one -> one.line().note().equals(line.note()))) {
      same.add(new Kept(line, number));
    }
    if (bySize.size() > most) {
      thinOut();
    }
  }

  private void thinOut() {
    var sizes = bySize.keySet().iterator();
    int smaller = bySize.size() - ALL_OF_THE_LARGEST;
    for (int i = 0; i < smaller; i++) {
      var _ = sizes.next();
      if (i % 2 == 1) {
        sizes.remove();
      }
    }
  }

  /** In the order of their sizes. */
  Stream<Kept> all() {
    return bySize.values().stream().flatMap(List::stream);
  }

  /**
   * The largest that is trusted. Forgets those that are not, and those that are smaller, so that
   * none is asked about twice.
   */
  public Optional<Line> largest(Predicate<SignedNote> isTrusted) {
    while (!bySize.isEmpty()) {
      Optional<Kept> found =
          bySize.pollLastEntry().getValue().stream()
              .filter(one -> isTrusted.test(one.line().note()))
              .findFirst();
      if (found.isPresent()) {
        trusted = found.get();
        bySize.clear();
      }
    }
    return Optional.ofNullable(trusted).map(Kept::line);
  }
}
