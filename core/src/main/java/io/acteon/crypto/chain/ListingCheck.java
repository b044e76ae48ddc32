package io.acteon.crypto.chain;

import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.crypto.OctetReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks for records that queries find and no segment names. A record says which number it has; the
 * segment with that number must name it. Keeps the segments used last, since records are listed
 * nearly in their order. For one thread.
 */
final class ListingCheck {
  private static final int SEGMENTS_KEPT = 64;

  private static final int SEGMENTS_AT_ONCE = 20;

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

  /** The ids of the records that were appended since the walk, in their order, as far as read. */
  private final List<String> appended = new ArrayList<>();

  private long appendedSegments;

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
    long began = segment(0).map(ListingCheck::began).orElse(0L);
    long size = segment(end - 1).map(last -> last.last() + 1).orElse(0L);
    for (List<Evidence.Listed> page = listing.get().next();
        !page.isEmpty();
        page = listing.get().next()) {
      var suspects = new ArrayList<String>();
      for (Evidence.Listed listed : page) {
        if (isOlder(listed, began)) {
          records.addUnchained();
        } else if (fault(listed, size).isPresent()) {
          suspects.add(listed.id());
        }
      }
      if (!suspects.isEmpty()) {
        evidence.pause(); // Whatever was appended meanwhile is whole after it.
        suspects.forEach(
            id -> listing.get().again(id).ifPresent(again -> report(again, began, size)));
      }
    }
  }

  /**
   * When the chain began: when its first commit was made, which its name says (a version 7 UUID).
   * The first record may have been dispatched long before, and waited in a spool. Of a chain whose
   * first commit has another name, when the first record was dispatched.
   */
  private static long began(Segment first) {
    var in = new OctetReader(first.batchId());
    var name = new UUID(in.u64(), in.u64());
    boolean saysWhen = name.version() == 7 && name.variant() == 2;
    return saysWhen
        ? Math.max(first.minDispatched(), name.getMostSignificantBits() >>> 16)
        : first.minDispatched();
  }

  private static boolean isOlder(Evidence.Listed listed, long began) {
    return listed.sequence().isEmpty() && listed.dispatchedMillis() < began;
  }

  private void report(Evidence.Listed listed, long began, long size) {
    if (!isOlder(listed, began)) {
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
    Optional<String> named =
        n >= size ? appendedSince(n, size) : n < 0 ? Optional.empty() : held(n);
    if (named.isEmpty()) {
      return Optional.of("it says it is number " + n + ", which no segment has");
    }
    return named.get().equals(listed.id())
        ? Optional.empty()
        : Optional.of("it says it is number " + n + ", which is " + named.get());
  }

  private Optional<String> held(long n) {
    Segment holder = holder(n);
    return Optional.of(holder.entries().get((int) (n - holder.first())).id());
  }

  /** The record of that number in a segment that is newer than our walk; each is read once. */
  private Optional<String> appendedSince(long n, long size) {
    boolean more = true;
    while (more && n - size >= appended.size()) {
      long from = end + appendedSegments;
      Map<Long, Evidence.Stored> found = evidence.segments(chain, from, from + SEGMENTS_AT_ONCE);
      long k = from;
      for (; found.containsKey(k); k++) {
        SegmentBytes.read(Objects.requireNonNull(found.get(k)).bytes())
            .segment()
            .entries()
            .forEach(entry -> appended.add(entry.id()));
      }
      more = k > from;
      appendedSegments = k - end;
    }
    return n - size < appended.size()
        ? Optional.of(appended.get((int) (n - size)))
        : Optional.empty();
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
