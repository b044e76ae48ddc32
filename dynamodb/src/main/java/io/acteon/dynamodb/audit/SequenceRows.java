package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditPosition;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.Segment;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.time.Deadline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of one chain in the order of their numbers, out of its segments. */
final class SequenceRows implements Rows {
  /** About a thousand records when segments are full. */
  private static final int SEGMENTS_AT_ONCE = 10;

  private final SegmentReads segments;
  private final ChainId chain;
  private final boolean ascending;
  private final Optional<Long> start;
  private final Deque<IndexRow> rows = new ArrayDeque<>();
  private @Nullable ChainHead head;
  private long next;
  private boolean atEnd;

  /** {@code start} is the number to begin with; absent means the end that the order begins at. */
  SequenceRows(SegmentReads segments, ChainId chain, boolean ascending, Optional<Long> start) {
    this.segments = segments;
    this.chain = chain;
    this.ascending = ascending;
    this.start = start;
  }

  @Override
  public Optional<IndexRow> peek(int pageSize, Deadline deadline, CallMeter meter) {
    ChainHead known = head == null ? begin(deadline, meter) : head;
    while (rows.isEmpty() && !atEnd) {
      read(known, deadline, meter);
    }
    return Optional.ofNullable(rows.peekFirst());
  }

  @Override
  public IndexRow take() {
    return rows.removeFirst();
  }

  private ChainHead begin(Deadline deadline, CallMeter meter) {
    ChainHead read = segments.head(chain, deadline, meter);
    long end = read.tip().nextK();
    ChainId current = read.tip().chain();
    if (ascending) {
      next = start.map(n -> segments.find(current, end, n, deadline, meter)).orElse(0L);
    } else {
      next =
          start
              .map(n -> Math.min(end - 1, segments.find(current, end, n, deadline, meter)))
              .orElse(end - 1);
    }
    atEnd = ascending ? next >= end : next < 0;
    head = read;
    return read;
  }

  private void read(ChainHead known, Deadline deadline, CallMeter meter) {
    long end = known.tip().nextK();
    long from = ascending ? next : Math.max(0, next + 1 - SEGMENTS_AT_ONCE);
    long to = ascending ? Math.min(end, next + SEGMENTS_AT_ONCE) : next + 1;
    var found = new ArrayList<IndexRow>();
    segments
        .items(known.tip().chain(), from, to, deadline, meter)
        .values()
        .forEach(item -> add(SegmentReads.segment(item).segment(), found));
    if (!ascending) {
      Collections.reverse(found);
    }
    rows.addAll(withinStart(found));
    next = ascending ? to : from - 1;
    atEnd = ascending ? next >= end : next < 0;
  }

  private static void add(Segment segment, List<IndexRow> found) {
    for (int i = 0; i < segment.entries().size(); i++) {
      String id = segment.entries().get(i).id();
      found.add(IndexRow.bare(id, new AuditPosition(segment.first() + i, id)));
    }
  }

  private List<IndexRow> withinStart(List<IndexRow> found) {
    return found.stream()
        .filter(row ->
            start.isEmpty()
                || (ascending
                    ? row.position().number() >= start.get()
                    : row.position().number() <= start.get()))
        .toList();
  }
}
