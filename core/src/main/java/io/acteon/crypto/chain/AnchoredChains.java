package io.acteon.crypto.chain;

import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.SignedNote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which chains there once were, by the lines of an anchor. A chain's name cannot be read out of
 * what checkpoints call it, so those are told apart from {@code known} ones. For one thread, once.
 */
public final class AnchoredChains {
  private static final int MOST_OF_ONE = 8;

  private final String logOrigin;
  private final List<Ed25519Public> trusted;
  private final Map<String, LargestLines> chains = new HashMap<>();

  /**
   * @param logOrigin the name that checkpoints are signed with
   * @param trusted keys whose signatures count
   */
  public AnchoredChains(String logOrigin, List<Ed25519Public> trusted) {
    this.logOrigin = logOrigin;
    this.trusted = List.copyOf(trusted);
  }

  /** The largest checkpoint of each chain whose origin is none of {@code known}, by origin. */
  public Map<String, Anchors.Anchor> besides(Set<String> known, Stream<String> lines) {
    lines
        .flatMap(line -> AnchorLines.parse(line).stream())
        .filter(line -> !known.contains(line.checkpoint().origin()))
        .forEach(this::take);
    var largest = new HashMap<String, Anchors.Anchor>();
    chains.forEach((origin, some) ->
        some.largest(this::isTrusted)
            .ifPresent(line ->
                largest.put(origin, new Anchors.Anchor(line.checkpoint(), line.at(), true))));
    return Map.copyOf(largest);
  }

  private void take(AnchorLines.Line line) {
    chains
        .computeIfAbsent(line.checkpoint().origin(), _ -> new LargestLines(MOST_OF_ONE))
        .add(line, 0);
  }

  private boolean isTrusted(SignedNote note) {
    return trusted.stream().anyMatch(key -> note.isSignedBy(logOrigin, key));
  }

  /** What is wrong when a table has no such chain. */
  public static String gone(Checkpoint checkpoint) {
    return "an anchor saw this chain with %d records, and no chain that the table lists is called so: it was deleted, or is one of another table, prefix or log_id that shares the anchor file"
        .formatted(checkpoint.size());
  }
}
