package io.acteon.crypto.chain;

import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for records that queries find and no segment names. A record says which number it has; the
 * segment with that number must name it. Keeps the segments used last, since records are listed
 * nearly in their order. For one thread.
 */
final class ListingCheck {
  private static final int SEGMENTS_KEPT = 64;

  private final Evidence evidence;
  private final ChainId chain;
  private final long end;
  private final Findings findings;
  private final RecordCheck records;
  private final Map<Long, Segment> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Segment> eldest) {
          return size() > SEGMENTS_KEPT;
        }
      };

  /** {@code end} is how many segments were walked; what is newer was appended since. */
  ListingCheck(Evidence evidence, ChainId chain, long end, Findings findings, RecordCheck records) {
    this.evidence = evidence;
    this.chain = chain;
    this.end = end;
    this.findings = findings;
    this.records = records;
  }

  /** A record that says it stands in a chain, if there is one. */
  static Optional<Evidence.Listed> anyChained(Evidence.Listing listing) {
    for (List<Evidence.Listed> page = listing.next(); !page.isEmpty(); page = listing.next()) {
      Optional<Evidence.Listed> chained =
          page.stream()
              .filter(listed -> listed.sequence().isPresent())
              .flatMap(listed -> listing.again(listed.id()).stream())
              .findFirst();
      if (chained.isPresent()) {
        return chained;
      }
    }
    return Optional.empty();
  }

  void check() {
    Optional<Evidence.Listing> listing = evidence.listing();
    if (listing.isEmpty() || end == 0) {
      return;
    }
    long chainBegan = segment(0).map(Segment::minDispatched).orElse(0L);
    long size = segment(end - 1).map(last -> last.last() + 1).orElse(0L);
    for (List<Evidence.Listed> page = listing.get().next();
        !page.isEmpty();
        page = listing.get().next()) {
      for (Evidence.Listed listed : page) {
        if (listed.sequence().isEmpty() && listed.dispatchedMillis() < chainBegan) {
          records.addUnchained();
        } else if (fault(listed, size).isPresent()) {
          listing.get().again(listed.id()).ifPresent(again -> report(again, chainBegan, size));
        }
      }
    }
  }

  private void report(Evidence.Listed listed, long chainBegan, long size) {
    if (listed.sequence().isPresent() || listed.dispatchedMillis() >= chainBegan) {
      fault(listed, size)
          .ifPresent(fault ->
              findings.add(
                  new Finding(Kind.INSERTED, listed.sequence(), Optional.of(listed.id()), fault)));
    }
  }

  private Optional<String> fault(Evidence.Listed listed, long size) {
    if (listed.sequence().isEmpty()) {
      return Optional.of("it stands outside the chain");
    }
    long n = listed.sequence().getAsLong();
    if (n >= size || n < 0) {
      return appendedSince(listed, n)
          ? Optional.empty()
          : Optional.of("it says it is number " + n + ", which no segment has");
    }
    Segment holder = holder(n);
    String named = holder.entries().get((int) (n - holder.first())).id();
    return named.equals(listed.id())
        ? Optional.empty()
        : Optional.of("it says it is number " + n + ", which is " + named);
  }

  /** Whether a segment that is newer than our walk names it. */
  private boolean appendedSince(Evidence.Listed listed, long n) {
    for (long k = end; ; k++) {
      Optional<Segment> newer = segment(k);
      if (newer.isEmpty()) {
        return false;
      }
      if (n >= newer.get().first() && n <= newer.get().last()) {
        return newer.get().entries().get((int) (n - newer.get().first())).id().equals(listed.id());
      }
    }
  }

  private Segment holder(long n) {
    for (Segment segment : kept.values()) {
      if (n >= segment.first() && n <= segment.last()) {
        return segment(segment.k()).orElse(segment);
      }
    }
    long low = 0;
    long high = end - 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (required(middle).last() < n) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return required(low);
  }

  private Segment required(long k) {
    return segment(k)
        .orElseThrow(() -> new UnreadableRecordException("segment " + k + " went missing"));
  }

  private Optional<Segment> segment(long k) {
    Segment known = kept.get(k);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Segment> read =
        Optional.ofNullable(evidence.segments(chain, k, k + 1).get(k))
            .map(stored -> SegmentBytes.read(stored.bytes()).segment());
    read.ifPresent(segment -> kept.put(k, segment));
    return read;
  }
}
