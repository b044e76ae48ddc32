package io.acteon.crypto.chain;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies one chain against whatever there is of it: walks all segments from the first, recomputes
 * every hash, compares the records of the asked-for range with what their segments say, and looks
 * for records that no segment names. Holds a few segments at a time. For one thread, once.
 */
public final class ChainVerifier {
  private static final int SEGMENTS_AT_ONCE = 20;

  private final Evidence evidence;
  private final ChainId chain;
  private final Terms terms;
  private final Progress progress;
  private final Findings findings = new Findings();
  private final SegmentWalk walk;
  private final RecordCheck records;

  /**
   * What to verify by.
   *
   * @param trusted keys whose signatures count
   * @param anchors checkpoints kept outside of the evidence
   * @param intents whether every executed outcome must have an intent before it
   */
  public record Terms(List<Ed25519Public> trusted, Anchors anchors, Range range, boolean intents) {
    public Terms {
      trusted = List.copyOf(trusted);
    }
  }

  public ChainVerifier(Evidence evidence, ChainId chain, Terms terms, Progress progress) {
    this.evidence = evidence;
    this.chain = chain;
    this.terms = terms;
    this.progress = progress;
    this.walk = new SegmentWalk(chain, terms, findings);
    this.records = new RecordCheck(evidence, terms, findings);
  }

  public VerificationReport verify() {
    Optional<ChainTip> head = head();
    if (head.isEmpty()) {
      absent();
      return report();
    }
    long end = walkTo(head.get());
    end = checkEnd(head.get(), end);
    walk.finish();
    records.finish();
    if (!walk.isBroken()) {
      new ListingCheck(evidence, chain, end, findings, records).check();
    }
    return report();
  }

  private Optional<ChainTip> head() {
    try {
      return evidence.head();
    } catch (UnreadableRecordException e) {
      findings.add(Finding.ofChain(Kind.UNREADABLE, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private void absent() {
    if (!evidence.segments(chain, 0, 1).isEmpty()) {
      findings.add(Finding.ofChain(Kind.CHAIN_DELETED, "there are segments but no head"));
    }
    terms
        .anchors()
        .newest()
        .ifPresent(anchor ->
            findings.add(
                Finding.ofChain(
                    Kind.CHAIN_DELETED,
                    "the chain is gone; a checkpoint saw it with " + anchor.size() + " records")));
  }

  /** Walks the segments that {@code head} stands behind; answers how many those are. */
  private long walkTo(ChainTip head) {
    long end = head.nextK();
    walkBetween(0, end, head);
    return end;
  }

  private void walkBetween(long from, long end, ChainTip head) {
    for (long k = from; k < end && !walk.isBroken(); k += SEGMENTS_AT_ONCE) {
      long to = Math.min(end, k + SEGMENTS_AT_ONCE);
      Map<Long, Octets> bytes = evidence.segments(chain, k, to);
      var read = new ArrayList<Segment>();
      for (long i = k; i < to && !walk.isBroken(); i++) {
        walk.next(Optional.ofNullable(bytes.get(i))).ifPresent(read::add);
      }
      for (Segment segment : read) {
        records.check(segment);
      }
      progress.at(walk.tip().nextSequence(), head.nextSequence());
    }
  }

  /** A head that does not fit is read again: others append while we walk. */
  private long checkEnd(ChainTip head, long end) {
    if (walk.isBroken()) {
      return end;
    }
    ChainTip known = head;
    long walked = end;
    if (!evidence.segments(chain, walked, walked + 1).isEmpty()) {
      known = head().orElse(head);
      walkBetween(walked, known.nextK(), known);
      walked = known.nextK();
      if (!walk.isBroken()
          && known.nextK() == head.nextK()
          && !evidence.segments(chain, walked, walked + 1).isEmpty()) {
        findings.add(
            Finding.at(
                Kind.ROLLED_BACK,
                known.nextSequence(),
                "segment " + walked + " exists, but the head stands before it"));
      }
    }
    if (!walk.isBroken() && !walk.tip().equals(known)) {
      findings.add(
          Finding.at(
              Kind.EDITED,
              Math.min(known.nextSequence(), walk.tip().nextSequence()),
              "the head does not say where the last segment ends"));
    }
    return walked;
  }

  private VerificationReport report() {
    return Reports.of(findings, Optional.of(walk), Optional.of(records), terms.anchors());
  }
}
