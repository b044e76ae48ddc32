package io.acteon.dynamodb.audit;

import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.SegmentBytes;
import io.acteon.crypto.chain.UnreadableRecordException;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.time.Deadline;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads heads and segments of chains, strongly consistent, many at a time. Thread-safe. */
final class SegmentReads {
  private final TableAccess table;
  private final TrailKeys keys;

  SegmentReads(TableAccess table, TrailKeys keys) {
    this.table = table;
    this.keys = keys;
  }

  /**
   * The head of a chain.
   *
   * @throws UnreadableRecordException when there is one that is none
   */
  ChainHead head(ChainId chain, Deadline deadline, CallMeter meter) {
    return head(table.get(keys.headId(chain.name()), deadline, meter), chain);
  }

  /**
   * The head in an item.
   *
   * @throws UnreadableRecordException when it holds none
   */
  static ChainHead head(Map<String, AttributeValue> item, ChainId chain) {
    try {
      return ChainHead.of(item, chain);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecordException("the head of a chain: " + e.getMessage(), e);
    }
  }

  /** The items of segments {@code from} to before {@code to} that there are, by number. */
  NavigableMap<Long, Map<String, AttributeValue>> items(
      ChainId chain, long from, long to, Deadline deadline, CallMeter meter) {
    var found =
        table.getAll(
            LongStream.range(from, to)
                .mapToObj(k -> keys.segmentId(chain.name(), chain.epoch(), k))
                .toList(),
            deadline,
            meter);
    var items = new TreeMap<Long, Map<String, AttributeValue>>();
    for (long k = from; k < to; k++) {
      Map<String, AttributeValue> item = found.get(keys.segmentId(chain.name(), chain.epoch(), k));
      if (item != null) {
        items.put(k, item);
      }
    }
    return items;
  }

  /**
   * The segment in an item.
   *
   * @throws UnreadableRecordException when it holds none
   */
  static SegmentBytes segment(Map<String, AttributeValue> item) {
    return SegmentBytes.read(
        RecordItem.bytes(item, Attribute.SEGMENT)
            .orElseThrow(() -> new UnreadableRecordException("the item holds no segment")));
  }

  /** The number of the segment that holds record {@code sequence}, or would, below {@code end}. */
  long find(ChainId chain, long end, long sequence, Deadline deadline, CallMeter meter) {
    long low = 0;
    long high = end;
    while (low < high) {
      long middle = (low + high) >>> 1;
      Map<String, AttributeValue> item =
          items(chain, middle, middle + 1, deadline, meter).getOrDefault(middle, Map.of());
      if (!item.isEmpty() && segment(item).segment().last() < sequence) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
