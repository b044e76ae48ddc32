package io.acteon.crypto.chain;

import io.acteon.audit.AuditRecord;
import io.acteon.crypto.Hash;
import io.acteon.crypto.OctetWriter;
import io.acteon.crypto.Octets;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A record in the bytes that are stored and hashed: its body (version 1), the nonce that hides what
 * the body's hash is of, and the fields that the body commits to. Immutable. What the chain says of
 * the record is no part of it.
 */
public record SealedRecord(String id, Octets body, Octets nonce, Map<Field, Octets> fields) {
  public static final int NONCE_LENGTH = 32;

  public SealedRecord {
    fields = Map.copyOf(fields);
  }

  /**
   * Seals {@code record} under a new nonce and new salts.
   *
   * @throws IllegalArgumentException when a text of it holds an unpaired surrogate
   */
  public static SealedRecord seal(AuditRecord record, RandomGenerator random) {
    return BodyWriter.seal(record, random);
  }

  /**
   * The record that this is, without its place in a chain.
   *
   * @throws UnreadableRecordException when the body is not a body of version 1 of the record {@code
   *     id}, or a field is missing, superfluous, or not what the body commits to
   */
  public AuditRecord open() {
    return BodyReader.open(this);
  }

  /**
   * What the body says by itself, without looking at the fields.
   *
   * @throws UnreadableRecordException when it is not a body of version 1 of the record {@code id}
   */
  public BodyFacts facts() {
    return BodyReader.facts(this);
  }

  /** SHA-256("acteon/record/v1" || nonce || body). */
  public Hash contentHash() {
    return new OctetWriter().tag("acteon/record/v1").raw(nonce).raw(body).sha256();
  }

  /** What is stored of {@code field}, if anything. */
  public Optional<Octets> field(Field field) {
    return Optional.ofNullable(fields.get(field));
  }
}
