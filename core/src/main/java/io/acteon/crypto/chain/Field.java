package io.acteon.crypto.chain;

import java.util.Arrays;
import java.util.Optional;

/**
 * A part of a record that its body does not hold but commits to, so that it can be redacted,
 * encrypted or shredded while the chain still verifies.
 */
public enum Field {
  PAYLOAD("payload"),
  OUTCOME_DETAILS("outcome_details"),
  VERDICT_DETAILS("verdict_details"),
  METADATA("metadata"),
  CALLER_ID("caller_id"),
  ATTACHMENT_METADATA("attachment_metadata"),
  CANONICAL_HASH("canonical_hash"),
  SIGNATURE("signature");

  private final String wireName;

  Field(String wireName) {
    this.wireName = wireName;
  }

  /** Its member in the body, its attribute of an item, and the name in its commitment. */
  public String wireName() {
    return wireName;
  }

  static Optional<Field> named(String wireName) {
    return Arrays.stream(values()).filter(field -> field.wireName.equals(wireName)).findFirst();
  }
}
