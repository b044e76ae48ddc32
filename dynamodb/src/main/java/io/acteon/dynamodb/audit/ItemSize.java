package io.acteon.dynamodb.audit;

import io.acteon.crypto.Octets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of an item as DynamoDB counts it, from above by a few bytes (numbers are counted at
 * their longest).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">Item
 *     sizes</a>
 */
final class ItemSize {
  static final int MAX_ITEM_BYTES = 400 * 1024;

  private static final int MOST_NUMBER_BYTES = 21;

  private ItemSize() {}

  static int bytes(Map<String, AttributeValue> item) {
    int size = 0;
    for (var attribute : item.entrySet()) {
      size += Octets.utf8(attribute.getKey()).size() + bytes(attribute.getValue());
    }
    return size;
  }

  private static int bytes(AttributeValue value) {
    if (value.s() != null) {
      return Octets.utf8(value.s()).size();
    }
    if (value.b() != null) {
      return value.b().asByteArrayUnsafe().length;
    }
    if (value.n() != null) {
      return Math.min(MOST_NUMBER_BYTES, value.n().length() / 2 + 2);
    }
    throw new IllegalArgumentException("an audit item holds texts, numbers and bytes: " + value);
  }
}
