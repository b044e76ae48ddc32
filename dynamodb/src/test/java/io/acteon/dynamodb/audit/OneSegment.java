package io.acteon.dynamodb.audit;

import io.acteon.audit.Finding;
import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ChainTip;
import io.acteon.crypto.chain.Evidence;
import io.acteon.crypto.chain.SegmentBytes;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A chain of one signed segment whose records are all gone, and the times that it is looked at. For
 * one thread.
 */
final class OneSegment implements Evidence {
  private final SegmentBytes segment;
  private final ChainTip tip;
  private final Iterator<Instant> times;

  OneSegment(ChainId chain, Instant expires, int records, Instant... times) {
    Hash content = Hash.of(Octets.of(new byte[Hash.LENGTH]));
    ChainTip beginning = ChainTip.beginning(chain);
    this.segment =
        beginning.append(
            IntStream.range(0, records)
                .mapToObj(n -> new ChainTip.Link("r" + n, expires.getEpochSecond(), 0, content))
                .toList(),
            Octets.of(new byte[16]),
            Optional.of(Chains.key()));
    this.tip = beginning.after(segment);
    this.times = List.of(times).iterator();
  }

  @Override
  public Optional<Head> head() {
    return Optional.of(new Head(tip, false, Optional.empty()));
  }

  @Override
  public Map<Long, Stored> segments(ChainId of, long from, long to) {
    return Map.of(0L, new Stored(segment.bytes(), Optional.empty()));
  }

  @Override
  public Map<String, Found> records(Collection<Wanted> wanted) {
    return Map.of();
  }

  @Override
  public Optional<Listing> listing() {
    return Optional.empty();
  }

  @Override
  public List<Finding> surroundings() {
    return List.of();
  }

  @Override
  public Instant now() {
    return times.next();
  }

  @Override
  public boolean endsLater() {
    return false;
  }

  @Override
  public void pause() {}
}
