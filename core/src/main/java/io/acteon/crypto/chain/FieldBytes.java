package io.acteon.crypto.chain;

import io.acteon.crypto.Hash;
import io.acteon.crypto.OctetWriter;
import io.acteon.crypto.Octets;

/** The stored form of a field that is not encrypted: its salt, then its plaintext. */
final class FieldBytes {
  static final int SALT_LENGTH = 32;

  private FieldBytes() {}

  static Octets stored(Octets salt, Octets plaintext) {
    return new OctetWriter().raw(salt).raw(plaintext).octets();
  }

  /**
   * What the body holds of a field. Salted, since the plain hash of a payload with few possible
   * values is searched in hours.
   */
  static Hash commitment(Field field, Octets stored) {
    return new OctetWriter().tag("acteon/field/v1").lp(field.wireName()).raw(stored).sha256();
  }

  static Octets plaintext(Octets stored) {
    return stored.slice(SALT_LENGTH, stored.size());
  }
}
