package io.acteon.audit;

/**
 * What the trail promises. Immutable.
 *
 * @param synchronous an intent is durable before a provider is called, an outcome before the answer
 * @param hashChain records are linked by hashes, so that a change shows
 * @param immutable nothing deletes or edits; records never expire
 */
public record AuditMode(boolean synchronous, boolean hashChain, boolean immutable) {
  public static final AuditMode PLAIN = new AuditMode(false, false, false);
  public static final AuditMode SOC2 = new AuditMode(true, true, false);
  public static final AuditMode HIPAA = new AuditMode(true, true, true);
}
