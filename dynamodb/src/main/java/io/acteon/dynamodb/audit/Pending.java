package io.acteon.dynamodb.audit;

import io.acteon.crypto.chain.BodyFacts;
import io.acteon.crypto.chain.SealedRecord;

/** A record on its way into the table. Immutable: written again, it is the same item. */
record Pending(SealedRecord sealed, BodyFacts facts) {
  static Pending of(SealedRecord sealed) {
    return new Pending(sealed, sealed.facts());
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
