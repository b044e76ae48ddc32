package io.acteon.dynamodb.audit;

import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.Evidence;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.crypto.chain.UnreadableRecordException;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.model.Scope;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One chain as the table shows it, strongly consistent. For one thread. */
final class TableEvidence implements Evidence {
  /** Far longer than DynamoDB takes to apply a transaction that it has begun to. */
  static final Duration PAUSE = Duration.ofMillis(1_500);

  private final TableAccess table;
  private final TrailKeys keys;
  private final Scope scope;
  private final ChainId chain;
  private final Deadline deadline;
  private final CallMeter meter;
  private final SegmentReads segments;

  TableEvidence(
      TableAccess table,
      TrailKeys keys,
      Scope scope,
      ChainId chain,
      Deadline deadline,
      CallMeter meter) {
    this.table = table;
    this.keys = keys;
    this.scope = scope;
    this.chain = chain;
    this.deadline = deadline;
    this.meter = meter;
    this.segments = new SegmentReads(table, keys);
  }

  @Override
  public Optional<Head> head() {
    Map<String, AttributeValue> item = table.get(keys.headId(chain.name()), deadline, meter);
    ChainHead head = SegmentReads.head(item, chain);
    return head.exists()
        ? Optional.of(new Head(head.tip(), head.held(), headFault(item, head)))
        : Optional.empty();
  }

  private Optional<String> headFault(Map<String, AttributeValue> item, ChainHead head) {
    var expected = new HashMap<>(head.attributes());
    expected.put(Attribute.ID, RecordItem.text(keys.headId(chain.name())));
    AttributeValue turns = item.get(Attribute.TURNS);
    if (turns != null && turns.hasL() && turns.l().stream().allMatch(one -> one.s() != null)) {
      expected.put(Attribute.TURNS, turns); // Whoever changes it delays appends, and hides none.
    }
    return ItemCheck.difference(item, expected);
  }

  @Override
  public Map<Long, Stored> segments(ChainId of, long from, long to) {
    var found = new HashMap<Long, Stored>();
    segments
        .items(of, from, to, deadline, meter)
        .forEach((k, item) ->
            found.put(
                k,
                new Stored(
                    RecordItem.bytes(item, Attribute.SEGMENT).orElse(Octets.EMPTY),
                    ItemCheck.more(item, Set.of(Attribute.ID, Attribute.SEGMENT)))));
    return found;
  }

  @Override
  public Map<String, Found> records(Collection<Wanted> wanted) {
    var items =
        table.getAll(wanted.stream().map(one -> one.entry().id()).toList(), deadline, meter);
    var found = new HashMap<String, Found>();
    for (Wanted one : wanted) {
      Map<String, AttributeValue> item = items.get(one.entry().id());
      if (item != null) {
        found.put(one.entry().id(), found(one, item));
      }
    }
    return found;
  }

  private Found found(Wanted wanted, Map<String, AttributeValue> item) {
    SealedRecord sealed;
    try {
      sealed = RecordItem.sealed(item);
    } catch (UnreadableRecordException _) {
      sealed = new SealedRecord(wanted.entry().id(), Octets.EMPTY, Octets.EMPTY, Map.of());
    }
    return new Found(
        sealed,
        Optional.of(ttl(item)),
        ItemCheck.recordFault(item, sealed, keys),
        placeFault(wanted, item));
  }

  private static Ttl ttl(Map<String, AttributeValue> item) {
    AttributeValue ttl = item.get(Attribute.TTL);
    if (ttl == null) {
      return Ttl.NONE;
    }
    return ItemCheck.whole(ttl).isPresent()
        ? new Ttl(ItemCheck.whole(ttl).getAsLong())
        : Ttl.NO_TIME;
  }

  private static Optional<String> placeFault(Wanted wanted, Map<String, AttributeValue> item) {
    boolean fits =
        RecordItem.number(wanted.sequence()).equals(item.get(Attribute.SEQUENCE))
            && RecordItem.number(wanted.epoch()).equals(item.get(Attribute.EPOCH))
            && RecordItem.bytes(item, Attribute.RECORD_HASH)
                .equals(Optional.of(wanted.entry().recordHash().octets()))
            && RecordItem.bytes(item, Attribute.PREVIOUS_HASH)
                .equals(Optional.of(wanted.previous().octets()));
    return fits
        ? Optional.empty()
        : Optional.of("it does not say that it is number " + wanted.sequence() + ", or its hashes");
  }

  @Override
  public Optional<Listing> listing() {
    return Optional.of(new TableListing(table, keys, scope, deadline, meter));
  }

  /** The item by which the chain is listed. */
  @Override
  public List<Finding> surroundings() {
    Map<String, AttributeValue> item = table.get(keys.directoryId(scope), deadline, meter);
    if (item.isEmpty()) {
      return List.of(
          Finding.ofChain(
              Kind.INDEX_CHANGED, "the directory item is gone: nobody finds the chain"));
    }
    return ItemCheck.difference(item, new ScopeDirectory(table, keys).item(scope)).stream()
        .map(fault -> Finding.ofChain(Kind.INDEX_CHANGED, "the directory item: " + fault))
        .toList();
  }

  /** DynamoDB's clock, as its answers told: what it collects by. */
  @Override
  public Instant now() {
    Duration ahead = table.connection().clockOffset().estimate().orElse(Duration.ZERO);
    return table.connection().time().now().plus(ahead);
  }

  @Override
  public boolean endsLater() {
    return false;
  }

  @Override
  public void pause() {
    try {
      table.connection().time().sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while verifying a chain", e);
    }
  }
}
