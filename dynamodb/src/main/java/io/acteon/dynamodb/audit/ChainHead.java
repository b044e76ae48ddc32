package io.acteon.dynamodb.audit;

import io.acteon.crypto.Hash;
import io.acteon.crypto.MerkleFrontier;
import io.acteon.crypto.OctetReader;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ChainTip;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The head item of a chain: the tip that the next segment is appended to, whether the chain is
 * held, and whose turn it is. Immutable.
 *
 * @param exists whether there is such an item; else the tip is the chain's beginning
 * @param held whether a legal hold keeps new records from expiring
 * @param turns who may commit next, see {@link Turns}; empty for anybody
 */
record ChainHead(ChainTip tip, boolean exists, boolean held, List<String> turns) {
  ChainHead {
    turns = List.copyOf(turns);
  }

  static ChainHead none(ChainId chain) {
    return new ChainHead(ChainTip.beginning(chain), false, false, List.of());
  }

  /**
   * Reads a head.
   *
   * @throws IllegalArgumentException when the item is not one
   */
  static ChainHead of(Map<String, AttributeValue> item, ChainId chain) {
    if (item.isEmpty()) {
      return none(chain);
    }
    long epoch = number(item, Attribute.EPOCH);
    if (epoch != chain.epoch()) {
      // Another history of the same chain, which no checkpoint of this one could contradict.
      throw new IllegalArgumentException(
          "it is of epoch %d, and there is none but %d".formatted(epoch, chain.epoch()));
    }
    var tip =
        new ChainTip(
            chain,
            number(item, Attribute.NEXT_K),
            number(item, Attribute.NEXT_SEQUENCE),
            Hash.of(bytes(item, Attribute.HEAD_HASH)),
            Hash.of(bytes(item, Attribute.SEGMENT_HASH)),
            MerkleFrontier.read(new OctetReader(bytes(item, Attribute.FRONTIER))));
    return new ChainHead(tip, true, item.containsKey(Attribute.HOLD), turns(item));
  }

  private static List<String> turns(Map<String, AttributeValue> item) {
    AttributeValue queue = item.get(Attribute.TURNS);
    return queue == null || !queue.hasL()
        ? List.of()
        : queue.l().stream().map(AttributeValue::s).filter(Objects::nonNull).toList();
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .map(AttributeValue::n)
        .map(Long::parseLong)
        .orElseThrow(() -> new IllegalArgumentException("the head has no number " + name));
  }

  private static Octets bytes(Map<String, AttributeValue> item, String name) {
    return RecordItem.bytes(item, name)
        .orElseThrow(() -> new IllegalArgumentException("the head has no bytes " + name));
  }

  boolean isTurnOf(String replica) {
    return !turns.isEmpty() && turns.getFirst().equals(replica);
  }

  /** The queue after a commit of {@code replica}. */
  List<String> without(String replica) {
    return isTurnOf(replica) ? turns.subList(1, turns.size()) : turns;
  }

  /** The attributes of the head besides its key and its queue. */
  Map<String, AttributeValue> attributes() {
    var item = new HashMap<String, AttributeValue>();
    item.put(Attribute.EPOCH, RecordItem.number(tip.chain().epoch()));
    item.put(Attribute.NEXT_K, RecordItem.number(tip.nextK()));
    item.put(Attribute.NEXT_SEQUENCE, RecordItem.number(tip.nextSequence()));
    item.put(Attribute.HEAD_HASH, RecordItem.binary(tip.end().octets()));
    item.put(Attribute.SEGMENT_HASH, RecordItem.binary(tip.lastSegment().octets()));
    item.put(Attribute.FRONTIER, RecordItem.binary(tip.frontier().octets()));
    if (held) {
      item.put(Attribute.HOLD, RecordItem.number(1));
    }
    return item;
  }

  /** Whether a head that was read after this one was seen shows that the table went back. */
  boolean isBehind(ChainHead seen) {
    long next = tip.nextSequence();
    long seenNext = seen.tip().nextSequence();
    return next < seenNext || (next == seenNext && !tip.end().equals(seen.tip().end()));
  }
}
