package io.acteon.dynamodb.audit;

import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.BodyFacts;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ChainTip;
import io.acteon.crypto.chain.Evidence;
import io.acteon.crypto.chain.Field;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.crypto.chain.UnreadableRecordException;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.model.Scope;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One chain as the table shows it, strongly consistent. For one thread. */
final class TableEvidence implements Evidence {
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
  public Optional<ChainTip> head() {
    ChainHead head = segments.head(chain, deadline, meter);
    return head.exists() ? Optional.of(head.tip()) : Optional.empty();
  }

  @Override
  public Map<Long, Octets> segments(ChainId of, long from, long to) {
    var found = new HashMap<Long, Octets>();
    segments
        .items(of, from, to, deadline, meter)
        .forEach((k, item) ->
            found.put(k, RecordItem.bytes(item, Attribute.SEGMENT).orElse(Octets.EMPTY)));
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
    AttributeValue ttl = item.get(Attribute.TTL);
    SealedRecord sealed;
    try {
      sealed = RecordItem.sealed(item);
    } catch (UnreadableRecordException _) {
      sealed = new SealedRecord(wanted.entry().id(), Octets.EMPTY, Octets.EMPTY, Map.of());
    }
    return new Found(
        sealed,
        ttl == null || ttl.n() == null
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(ttl.n())),
        attributeFault(item, sealed),
        placeFault(wanted, item));
  }

  /** Everything but body, fields, place and TTL must follow from the body, and nothing else be. */
  private Optional<String> attributeFault(Map<String, AttributeValue> item, SealedRecord sealed) {
    try {
      BodyFacts facts = sealed.facts();
      Optional<String> wrong = RecordItem.wrongIndex(item, facts, keys);
      if (wrong.isPresent()) {
        return wrong;
      }
      Set<String> more = new HashSet<>(item.keySet());
      more.removeAll(RecordItem.index(facts, keys, 0).keySet());
      for (Field field : Field.values()) {
        more.remove(field.wireName());
      }
      more.removeAll(Attribute.OF_CHAINED_RECORDS);
      AttributeValue ttl = item.get(Attribute.TTL);
      if (ttl != null && ttl.n() == null) {
        more.add(Attribute.TTL);
      }
      return more.isEmpty() ? Optional.empty() : Optional.of(more + " are no attributes of it");
    } catch (UnreadableRecordException _) {
      return Optional.empty(); // Its body is reported already.
    }
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
    Map<String, AttributeValue> directory = table.get(keys.directoryId(scope), deadline, meter);
    return Optional.of(
        new TableListing(table, keys, scope, ScopeDirectory.shards(directory), deadline, meter));
  }

  /** DynamoDB's clock, as its answers told: what it collects by. */
  @Override
  public Instant now() {
    Duration ahead = table.connection().clockOffset().estimate().orElse(Duration.ZERO);
    return table.connection().time().now().plus(ahead);
  }
}
