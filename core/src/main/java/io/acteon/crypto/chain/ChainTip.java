package io.acteon.crypto.chain;

import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Hash;
import io.acteon.crypto.MerkleFrontier;
import io.acteon.crypto.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a chain ends: all that the next segment needs to know of what went before. Immutable.
 *
 * @param nextK the number of the next segment
 * @param nextSequence the number of the next record
 * @param end the hash of the last record, or the chain's beginning
 * @param lastSegment the hash of the last segment's bytes
 */
public record ChainTip(
    ChainId chain,
    long nextK,
    long nextSequence,
    Hash end,
    Hash lastSegment,
    MerkleFrontier frontier) {

  /** The tip of a chain without records. */
  public static ChainTip beginning(ChainId chain) {
    return new ChainTip(chain, 0, 0, chain.beginning(), Segment.NO_SEGMENT, MerkleFrontier.EMPTY);
  }

  /** Whether {@code checkpoint} shows that the chain was longer, or another, than this. */
  public boolean contradicts(Checkpoint checkpoint) {
    return checkpoint.size() > frontier.size()
        || (checkpoint.size() == frontier.size() && !checkpoint.root().equals(frontier.root()));
  }

  /** A record to be linked. */
  public record Link(String id, long expiresSeconds, long dispatchedMillis, Hash content) {}

  /** The segment that appends {@code links}, in their order. */
  public SegmentBytes append(List<Link> links, Octets batchId, Optional<Ed25519Private> key) {
    var entries = new ArrayList<Segment.Entry>();
    Hash prev = end;
    MerkleFrontier tree = frontier;
    for (Link link : links) {
      long n = nextSequence + entries.size();
      prev = chain.recordHash(n, link.expiresSeconds(), link.id(), prev, link.content());
      entries.add(new Segment.Entry(link.id(), link.expiresSeconds(), link.content(), prev));
      tree = tree.append(ChainId.leaf(prev));
    }
    var segment =
        new Segment(
            chain,
            nextK,
            nextSequence,
            batchId,
            end,
            lastSegment,
            links.stream().mapToLong(Link::dispatchedMillis).min().orElse(0),
            links.stream().mapToLong(Link::dispatchedMillis).max().orElse(0),
            entries,
            tree);
    return SegmentBytes.of(segment, key);
  }

  /** The tip after {@code added}. */
  public ChainTip after(SegmentBytes added) {
    Segment segment = added.segment();
    return new ChainTip(
        chain,
        segment.k() + 1,
        segment.last() + 1,
        segment.end(),
        added.hash(),
        segment.frontier());
  }
}
