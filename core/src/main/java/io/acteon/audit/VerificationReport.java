package io.acteon.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a chain proves. Immutable.
 *
 * @param records how many records the chain has
 * @param recordsChecked how many of them were there and were compared byte by byte
 * @param expired how many are gone because their time had come
 * @param unchained how many records are older than the chain and stand outside of it
 * @param firstBrokenAt the lowest sequence number that a finding is about
 * @param firstRecordId the first record checked
 * @param lastRecordId the last record checked
 * @param findings at most {@link #MAX_FINDINGS}, in the order they were found
 * @param findingCount how many there were
 * @param unresolvedIntents intents without an outcome
 * @param signedThrough the last record that a trusted signature covers; empty when none does
 * @param anchoredThrough the last record that a checkpoint outside the table covers
 * @param checkpointAt when the newest checkpoint that was compared was made
 * @param remarks what a reader should know about how far the proof goes
 */
public record VerificationReport(
    Verdict verdict,
    long records,
    long recordsChecked,
    long expired,
    long unchained,
    OptionalLong firstBrokenAt,
    Optional<String> firstRecordId,
    Optional<String> lastRecordId,
    List<Finding> findings,
    long findingCount,
    long unresolvedIntents,
    OptionalLong signedThrough,
    OptionalLong anchoredThrough,
    Optional<Instant> checkpointAt,
    List<String> remarks) {
  public static final int MAX_FINDINGS = 1_000;

  public VerificationReport {
    findings = List.copyOf(findings);
    remarks = List.copyOf(remarks);
  }

  /** Of a chain of which nothing is left but a checkpoint, made {@code checkpointAt}. */
  public static VerificationReport gone(String detail, Optional<Instant> checkpointAt) {
    return new VerificationReport(
        Verdict.TAMPERED,
        0,
        0,
        0,
        0,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(Finding.ofChain(Finding.Kind.CHAIN_DELETED, detail)),
        1,
        0,
        OptionalLong.empty(),
        OptionalLong.empty(),
        checkpointAt,
        List.of());
  }

  /** What can be said of a chain. */
  public enum Verdict {
    VERIFIED,
    TAMPERED,
    /** There is nothing to prove anything with. */
    NOT_ESTABLISHED
  }

  /** Whether nothing was found to be wrong. */
  public boolean valid() {
    return verdict != Verdict.TAMPERED;
  }
}
