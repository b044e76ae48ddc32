package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditRecord.ChainPosition;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.crypto.chain.SystemRecords;
import io.acteon.crypto.chain.UnreadableRecordException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a record that is in the table already has to do with one that is to be written. */
final class MetRecord {
  /** How a refusal begins that no repetition changes. */
  static final String ANOTHER = "there is another record with the id ";

  private MetRecord() {}

  /** Whether it is the same record: the same bytes, or sealed once more from the same content. */
  static boolean isSame(Map<String, AttributeValue> met, Pending record) {
    try {
      SealedRecord there = RecordItem.sealed(met);
      return there.contentHash().equals(record.sealed().contentHash())
          || there.open().equals(record.sealed().open());
    } catch (UnreadableRecordException _) {
      return false;
    }
  }

  /**
   * Whether a sweep said that the outcome which is to be written is unknown: the true one, come
   * after all, is written beside that.
   */
  static boolean isGivenUp(Map<String, AttributeValue> met, Pending record) {
    String ours = record.facts().outcome();
    try {
      return RecordItem.sealed(met).facts().outcome().equals(SystemRecords.UNKNOWN)
          && !ours.equals(SystemRecords.UNKNOWN)
          && !ours.equals(AuditRecord.PENDING)
          && !record.id().endsWith(Pending.LATE_SUFFIX);
    } catch (UnreadableRecordException _) {
      return false;
    }
  }

  /** Its place in the chain, as it is shown; empty when it stands in none. */
  static Optional<ChainPosition> position(Map<String, AttributeValue> item) {
    AttributeValue number = item.get(Attribute.SEQUENCE);
    OptionalLong sequence = number == null ? OptionalLong.empty() : ItemCheck.whole(number);
    return sequence.isEmpty()
        ? Optional.empty()
        : RecordItem.bytes(item, Attribute.RECORD_HASH)
            .map(hash -> {
              long n = sequence.getAsLong();
              return new ChainPosition(
                  n,
                  hash.hex(),
                  n == 0
                      ? Optional.empty()
                      : RecordItem.bytes(item, Attribute.PREVIOUS_HASH).map(Octets::hex));
            });
  }
}
