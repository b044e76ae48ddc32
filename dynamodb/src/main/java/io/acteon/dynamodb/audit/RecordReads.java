package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditRecord;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.crypto.chain.UnreadableRecordException;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.store.StoreListener;
import io.acteon.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads records behind index rows: from the table itself, strongly consistent. An item that is not
 * what its body says is not shown, and counted. Thread-safe.
 */
final class RecordReads {
  private static final Logger LOG = LoggerFactory.getLogger(RecordReads.class);

  private final TableAccess table;
  private final TrailKeys keys;
  private final StoreListener listener;

  RecordReads(TableAccess table, TrailKeys keys, StoreListener listener) {
    this.table = table;
    this.keys = keys;
    this.listener = listener;
  }

  /** The records of {@code rows}, in their order; without those that are gone or unreadable. */
  List<AuditRecord> read(List<IndexRow> rows, Deadline deadline, CallMeter meter) {
    var items = table.getAll(rows.stream().map(IndexRow::id).toList(), deadline, meter);
    var records = new ArrayList<AuditRecord>();
    for (IndexRow row : rows) {
      Map<String, AttributeValue> item = items.get(row.id());
      if (item != null) {
        open(item, records);
      }
    }
    return records;
  }

  private void open(Map<String, AttributeValue> item, List<AuditRecord> records) {
    try {
      SealedRecord sealed = RecordItem.sealed(item);
      RecordItem.wrongIndex(item, sealed.facts(), keys)
          .ifPresent(wrong -> {
            throw new UnreadableRecordException(wrong);
          });
      AuditRecord record = sealed.open();
      records.add(MetRecord.position(item).map(record::at).orElse(record));
    } catch (UnreadableRecordException e) {
      unreadable(
          item.getOrDefault(Attribute.ID, RecordItem.text("?")).s(),
          String.valueOf(e.getMessage()));
    }
  }

  /** Counts what is not shown, and says why. */
  void unreadable(String id, String reason) {
    LOG.error("audit record {} is not shown: {}", id, reason);
    listener.unreadable(table.connection().table(), id, reason);
  }
}
