package io.acteon.crypto.chain;

import io.acteon.audit.AuditRecord;

/** The words of records that the trail writes about itself. */
public final class SystemRecords {
  /** Their ids begin with it, so that a verifier knows them before it reads them. */
  public static final String ID_PREFIX = AuditRecord.SYSTEM_ID_PREFIX;

  /** Their provider. */
  public static final String PROVIDER = AuditRecord.SYSTEM_PROVIDER;

  /** Their action types: a legal hold is set, lifted, and was applied to older records. */
  public static final String HOLD = "hold";

  public static final String RELEASE = "release";
  public static final String HOLD_APPLIED = "hold_applied";

  /** Says in the details of {@link #HOLD_APPLIED} that it is not the last one of its hold. */
  public static final String MORE = "more";

  /** What the sweeper says came of an intent that nobody concluded. */
  public static final String UNKNOWN = "unknown";

  private SystemRecords() {}

  /** Whether the trail wrote it: both its id and its provider say so. */
  static boolean isOne(BodyFacts facts) {
    return facts.id().startsWith(ID_PREFIX) && facts.provider().equals(PROVIDER);
  }
}
