package io.acteon.dynamodb.internal;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where an item lies. Immutable.
 *
 * @param rawId the id, kept as attribute {@code id} where the key holds only its hash
 */
public record ItemKey(String pk, String sk, Optional<String> rawId) {
  public static final String PARTITION = "pk";
  public static final String SORT = "sk";

  /** The same place, of an item that tells its id among what it holds. */
  public ItemKey withoutRawId() {
    return new ItemKey(pk, sk, Optional.empty());
  }

  public Map<String, AttributeValue> attributes() {
    return Map.of(PARTITION, AttributeValue.fromS(pk), SORT, AttributeValue.fromS(sk));
  }
}
