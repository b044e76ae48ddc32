package io.acteon.bench.audit;

import io.acteon.audit.Finding;
import io.acteon.bench.audit.ChainMaker.Made;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ChainTip;
import io.acteon.crypto.chain.Evidence;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.crypto.chain.Segment;
import io.acteon.time.TimeSource;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Segments and records in memory. For one thread. */
final class MadeEvidence {
  private final Map<Long, Octets> segments = new HashMap<>();
  private final Map<String, SealedRecord> records = new HashMap<>();

  private void add(Made made) {
    segments.put(made.segment().segment().k(), made.segment().bytes());
    made.records().forEach(record -> records.put(record.id(), record));
  }

  /** A whole chain, to be verified. */
  static Evidence whole(ChainMaker maker, long segments) {
    MadeEvidence made = new MadeEvidence();
    for (long k = 0; k < segments; k++) {
      made.add(maker.next());
    }
    return made.new View(maker.tip()) {
      @Override
      public Map<Long, Stored> segments(ChainId of, long from, long to) {
        return made.between(from, to);
      }
    };
  }

  /** A chain made while it is read, once from its beginning, to be exported. */
  static Evidence passing(ChainMaker maker, long segments) {
    MadeEvidence made = new MadeEvidence();
    // Whoever exports asks the head only how far it is to the end.
    ChainTip start = maker.tip();
    ChainTip length =
        new ChainTip(
            start.chain(),
            segments,
            segments * ChainMaker.RECORDS,
            start.end(),
            Segment.NO_SEGMENT,
            start.frontier());
    return made.new View(length) {
      @Override
      public Map<Long, Stored> segments(ChainId of, long from, long to) {
        made.segments.clear();
        made.records.clear();
        for (long k = from; k < Math.min(to, segments); k++) {
          made.add(maker.next());
        }
        return made.between(from, to);
      }
    };
  }

  private Map<Long, Evidence.Stored> between(long from, long to) {
    var found = new HashMap<Long, Evidence.Stored>();
    for (long k = from; k < to; k++) {
      Octets bytes = segments.get(k);
      if (bytes != null) {
        found.put(k, new Evidence.Stored(bytes, Optional.empty()));
      }
    }
    return found;
  }

  /** What both kinds have in common. */
  private abstract class View implements Evidence {
    private final ChainTip head;

    View(ChainTip head) {
      this.head = head;
    }

    @Override
    public Optional<Head> head() {
      return Optional.of(new Head(head, false, Optional.empty()));
    }

    @Override
    public Map<String, Found> records(Collection<Wanted> wanted) {
      var found = new HashMap<String, Found>();
      for (Wanted one : wanted) {
        SealedRecord sealed = records.get(one.entry().id());
        if (sealed != null) {
          found.put(
              one.entry().id(),
              new Found(sealed, Optional.of(Ttl.NONE), Optional.empty(), Optional.empty()));
        }
      }
      return found;
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
      return TimeSource.system().now();
    }

    @Override
    public boolean endsLater() {
      return false;
    }

    @Override
    public void pause() {}
  }
}
