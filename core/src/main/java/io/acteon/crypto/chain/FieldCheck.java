package io.acteon.crypto.chain;

import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import java.util.Map;
import java.util.Optional;

/** Compares stored fields with the commitments of a body. */
final class FieldCheck {
  private FieldCheck() {}

  /** What is wrong, if anything: a field is missing, superfluous, or another than committed to. */
  static Optional<String> check(BodyFacts facts, Map<Field, Octets> stored) {
    for (Field field : Field.values()) {
      Hash commitment = facts.commitments().get(field);
      Octets bytes = stored.get(field);
      if (commitment == null && bytes != null) {
        return Optional.of(field.wireName() + " is stored but not committed to");
      }
      if (commitment != null && bytes == null) {
        return Optional.of(field.wireName() + " is committed to but not stored");
      }
      if (commitment != null
          && bytes != null
          && !FieldBytes.commitment(field, bytes).equals(commitment)) {
        return Optional.of(field.wireName() + " is not what the body commits to");
      }
    }
    return Optional.empty();
  }
}
