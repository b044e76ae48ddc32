package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditRecord;
import io.acteon.crypto.chain.BodyFacts;
import io.acteon.crypto.chain.SealedRecord;
import java.util.random.RandomGenerator;

/** A record on its way into the table. Immutable: written again, it is the same item. */
record Pending(SealedRecord sealed, BodyFacts facts) {
  /** Behind the id of an outcome that came after it was given up. */
  static final String LATE_SUFFIX = AuditRecord.LATE_SUFFIX;

  static Pending of(SealedRecord sealed) {
    return new Pending(sealed, sealed.facts());
  }

  /** The same outcome beside the one that was given up. */
  Pending late(RandomGenerator random) {
    AuditRecord record = sealed.open();
    return of(SealedRecord.seal(record.toBuilder().id(record.id() + LATE_SUFFIX).build(), random));
  }

  String id() {
    return sealed.id();
  }

  /** What it takes of the queue's memory, about. */
  int bytes() {
    return sealed.body().size()
        + sealed.fields().values().stream().mapToInt(stored -> stored.size()).sum();
  }
}
