package io.acteon.crypto.chain;

import io.acteon.audit.AuditRecord;
import java.util.HashSet;
import java.util.Set;

/**
 * Which intents stand in a chain before their outcomes, by the ids of records alone: they outlive
 * the records. Grows with the intents that have no outcome, or that a sweep gave up. For one
 * thread.
 */
final class IntentLog {
  private final Set<String> open = new HashSet<>();
  private final Set<String> givenUp = new HashSet<>();

  /** Takes the next record of the chain; answers whether its intent stands before it. */
  boolean announced(String id) {
    if (id.endsWith(AuditRecord.INTENT_SUFFIX)) {
      open.add(without(AuditRecord.INTENT_SUFFIX, id));
      return true;
    }
    return open.remove(id)
        || (isLate(id) && givenUp.contains(without(AuditRecord.LATE_SUFFIX, id)));
  }

  /** Whether a sweep concluded the intent of the record before. */
  static boolean isLate(String id) {
    return id.endsWith(AuditRecord.LATE_SUFFIX);
  }

  /** A sweep said that the outcome is unknown; the true one may still come. */
  void givenUp(String id) {
    givenUp.add(id);
  }

  /** How many intents have no outcome. */
  long unresolved() {
    return open.size();
  }

  private static String without(String suffix, String id) {
    return id.substring(0, id.length() - suffix.length());
  }
}
