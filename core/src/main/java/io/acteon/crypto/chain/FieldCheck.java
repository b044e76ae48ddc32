package io.acteon.crypto.chain;

import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares stored fields with the commitments of a body. */
final class FieldCheck {
  private FieldCheck() {}

  /**
   * A field that is not what the body commits to.
   *
   * @param missing whether it is committed to and not there
   */
  record Fault(boolean missing, String detail) {}

  /** What is wrong: fields are missing, superfluous, or others than committed to. */
  static List<Fault> check(BodyFacts facts, Map<Field, Octets> stored) {
    var faults = new ArrayList<Fault>();
    for (Field field : Field.values()) {
      Hash commitment = facts.commitments().get(field);
      Octets bytes = stored.get(field);
      if (commitment == null) {
        if (bytes != null) {
          faults.add(new Fault(false, field.wireName() + " is stored but not committed to"));
        }
      } else if (bytes == null) {
        faults.add(new Fault(true, field.wireName() + " is committed to but not stored"));
      } else if (!FieldBytes.commitment(field, bytes).equals(commitment)) {
        faults.add(new Fault(false, field.wireName() + " is not what the body commits to"));
      }
    }
    return faults;
  }
}
