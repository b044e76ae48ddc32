package io.acteon.dynamodb.audit;

import io.acteon.crypto.chain.Segment;
import io.acteon.crypto.chain.SegmentBytes;
import io.acteon.crypto.chain.UnreadableRecordException;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.time.Deadline;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Segments without a signature, followed backwards from the end of a chain to its first. Keeps how
 * far it came: what one deadline does not suffice for is gone on with under the next, and an end
 * that has grown costs what is new. For one thread.
 */
final class UnsignedRun {
  private static final int SEGMENTS_AT_ONCE = 50;

  private final SegmentReads reads;

  /** All from the one to the other are unsigned, and each continues the one below. */
  private @Nullable SegmentBytes top;

  private @Nullable SegmentBytes bottom;

  /** The lowest segment that was reached, and why it goes no further, if so. */
  private record Reached(SegmentBytes lowest, Optional<Fault> fault) {}

  /**
   * What is wrong.
   *
   * @param absent whether a segment was not seen, which one look does not decide
   */
  record Fault(String what, boolean absent) {
    static Optional<Fault> of(String what) {
      return Optional.of(new Fault(what, false));
    }
  }

  UnsignedRun(SegmentReads reads) {
    this.reads = reads;
  }

  /**
   * What is wrong with the segments that {@code end}, which is unsigned, stands on; if anything.
   */
  Optional<Fault> follow(SegmentBytes end, Deadline deadline, CallMeter meter) {
    SegmentBytes known = top == null ? end : top;
    SegmentBytes lowest = bottom == null ? end : bottom;
    top = known;
    while (lowest.segment().k() > 0) {
      Reached reached = below(lowest, 0, deadline, meter);
      if (reached.fault().isPresent()) {
        return reached.fault();
      }
      lowest = reached.lowest();
      bottom = lowest;
    }
    if (!isFirst(lowest.segment())) {
      return Fault.of("its first segment does not begin a chain");
    }
    SegmentBytes at = end;
    while (at.segment().k() > known.segment().k()) {
      Reached reached = below(at, known.segment().k(), deadline, meter);
      if (reached.fault().isPresent()) {
        return reached.fault();
      }
      at = reached.lowest();
    }
    if (!at.hash().equals(known.hash())) {
      return Fault.of("segment %d is not the one it was".formatted(known.segment().k()));
    }
    top = end;
    return Optional.empty();
  }

  /** Some segments below {@code from}, down to {@code last} at most. */
  private Reached below(SegmentBytes from, long last, Deadline deadline, CallMeter meter) {
    SegmentBytes at = from;
    long end = from.segment().k();
    long begin = Math.max(last, end - SEGMENTS_AT_ONCE);
    var items = reads.items(from.segment().chain(), begin, end, deadline, meter);
    for (long k = end - 1; k >= begin; k--) {
      if (!items.containsKey(k)) {
        return new Reached(at, Optional.of(new Fault("segment " + k + " is gone", true)));
      }
      SegmentBytes before;
      try {
        before = SegmentReads.segment(items.get(k));
      } catch (UnreadableRecordException e) {
        return new Reached(at, Fault.of("segment " + k + ": " + e.getMessage()));
      }
      if (before.segment().k() != k || !before.hash().equals(at.segment().prevSegment())) {
        return new Reached(at, Fault.of("segment %d is not continued by the next".formatted(k)));
      }
      if (before.keyId().isPresent()) {
        return new Reached(
            at, Fault.of("segment %d is signed, and those after it are not".formatted(k)));
      }
      at = before;
    }
    return new Reached(at, Optional.empty());
  }

  private static boolean isFirst(Segment segment) {
    return segment.first() == 0
        && segment.prevSegment().equals(Segment.NO_SEGMENT)
        && segment.prev().equals(segment.chain().beginning());
  }
}
