package io.acteon.audit;

import io.acteon.model.Scope;
import io.acteon.time.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a trail with hash chains can do besides keeping records. One chain per scope. Thread-safe.
 * Throws {@link io.acteon.store.StoreException} when the store does not answer.
 */
public interface AuditChain {

  /** The scopes that have chains. */
  List<Scope> scopes(Deadline deadline);

  /**
   * Chains that an anchor outside the store knows and that are none of {@link #scopes}, by what
   * checkpoints call them: their names are not known.
   */
  Map<String, VerificationReport> lost(Deadline deadline);

  /**
   * Verifies a chain from its beginning.
   *
   * @param range which bodies are read; the chain itself is walked whole
   */
  VerificationReport verify(
      Scope scope, Range range, SignatureCheck signatures, Progress progress, Deadline deadline);

  /** The same, by those signatures that prove it. */
  default VerificationReport verify(
      Scope scope, Range range, Progress progress, Deadline deadline) {
    return verify(scope, range, SignatureCheck.NEWEST, progress, deadline);
  }

  /**
   * Writes a chain with its proof as JSON Lines, for {@code ExportVerifier} to check without the
   * table; answers what was written.
   */
  Exported export(Scope scope, Range range, OutputStream out, Progress progress, Deadline deadline)
      throws IOException;

  /**
   * Keeps a scope's records from expiring, those there are and those to come, until it is released;
   * may be repeated. Answers how many records lost their expiry.
   */
  long hold(Scope scope, String reason, Deadline deadline);

  /** Lets a scope's records expire again, each at its own time; answers how many will. */
  long release(Scope scope, String reason, Deadline deadline);

  /**
   * When records were dispatched, both ends included; absent ends are open.
   *
   * @param from the earliest
   * @param to the latest
   */
  record Range(Optional<Instant> from, Optional<Instant> to) {
    public static final Range ALL = new Range(Optional.empty(), Optional.empty());

    /** Whether something between the two times, in epoch milliseconds, may be in the range. */
    public boolean touches(long earliest, long latest) {
      return from.map(bound -> latest >= bound.toEpochMilli()).orElse(true)
          && to.map(bound -> earliest <= bound.toEpochMilli()).orElse(true);
    }
  }

  /**
   * What an export holds.
   *
   * @param records how many records the chain has
   * @param written how many of them were written with their bodies: those of the range that are
   *     still there, and what the trail records about itself
   * @param missing how many of the range are not in the table any more
   * @param earliest the earliest dispatch in the segments that were written with bodies
   * @param latest the latest
   * @param isSigned whether a key signed the manifest
   */
  record Exported(
      long records,
      long written,
      long missing,
      Optional<Instant> earliest,
      Optional<Instant> latest,
      boolean isSigned) {}

  /** Which signatures of a chain's segments are verified. */
  enum SignatureCheck {
    /** The newest under each trusted key: a segment's bytes fix all segments before it. */
    NEWEST,
    /** Every one under a trusted key, for whoever does not want to rest on hashes. */
    EVERY
  }

  /** Hears how far a long walk has come. Called on the walking thread. */
  @FunctionalInterface
  interface Progress {
    Progress NONE = (_, _) -> {};

    /** {@code done} of {@code all} records, as far as is known. */
    void at(long done, long all);
  }
}
