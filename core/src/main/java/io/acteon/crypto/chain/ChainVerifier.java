package io.acteon.crypto.chain;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditChain.SignatureCheck;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.chain.Evidence.Head;
import io.acteon.crypto.chain.Evidence.Stored;
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

  /**
   * What to verify by.
   *
   * @param trusted keys whose signatures count
   * @param anchors checkpoints kept outside of the evidence
   * @param intents whether every executed outcome must have an intent before it
   */
  public record Terms(
      List<Ed25519Public> trusted,
      Anchors anchors,
      Range range,
      boolean intents,
      SignatureCheck signatures) {
    public Terms {
      trusted = List.copyOf(trusted);
    }

    /** With {@link SignatureCheck#NEWEST}. */
    public Terms(List<Ed25519Public> trusted, Anchors anchors, Range range, boolean intents) {
      this(trusted, anchors, range, intents, SignatureCheck.NEWEST);
    }
  }

  public ChainVerifier(Evidence evidence, ChainId chain, Terms terms, Progress progress) {
    this.evidence = evidence;
    this.chain = chain;
    this.terms = terms;
    this.progress = progress;
  }

  public VerificationReport verify() {
    terms.anchors().faults().forEach(findings::add);
    Optional<Head> head;
    try {
      head = evidence.head();
    } catch (UnreadableRecordException e) {
      findings.add(Finding.ofChain(Kind.UNREADABLE, String.valueOf(e.getMessage())));
      return Reports.of(findings, Optional.empty(), Optional.empty(), terms);
    }
    if (head.isEmpty()) {
      absent();
      return Reports.of(findings, Optional.empty(), Optional.empty(), terms);
    }
    return new Walk(head.get()).verify();
  }

  private void absent() {
    if (!evidence.segments(chain, 0, 1).isEmpty() && isStillAbsent()) {
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
    evidence
        .listing()
        .flatMap(ListingCheck::anyChained)
        .ifPresent(orphan -> {
          if (isStillAbsent()) {
            findings.add(
                new Finding(
                    Kind.CHAIN_DELETED,
                    orphan.sequence(),
                    Optional.of(orphan.id()),
                    "the record says where it stands in the chain, and there is no chain"));
          }
        });
  }

  /** A chain may have begun since we looked for its head, or be seen half. */
  private boolean isStillAbsent() {
    evidence.pause();
    return evidence.head().isEmpty();
  }

  /** The way along a chain that has a head. */
  private final class Walk {
    private final Head began;
    private final HoldLog holds;
    private final SegmentWalk segments;
    private final RecordCheck records;
    private final SecondLook look = new SecondLook(evidence);

    Walk(Head began) {
      this.began = began;
      this.holds = new HoldLog(began.tip().nextSequence());
      this.segments = new SegmentWalk(began.tip().chain(), terms, findings);
      this.records = new RecordCheck(evidence, terms, findings, holds, look);
    }

    VerificationReport verify() {
      try {
        between(0, began.tip());
        long end = checkEnd();
        segments.finish();
        holds.finish(findings);
        surroundings().forEach(findings::add);
        if (!segments.isBroken()) {
          new ListingCheck(evidence, segments.tip().chain(), end, findings, records).check();
        }
      } catch (UnreadableRecordException e) {
        // What could be read a moment ago no longer can.
        findings.add(Finding.ofChain(Kind.UNREADABLE, String.valueOf(e.getMessage())));
      }
      return Reports.of(findings, Optional.of(segments), Optional.of(records), terms);
    }

    private List<Finding> surroundings() {
      List<Finding> wrong = evidence.surroundings();
      if (wrong.isEmpty()) {
        return wrong;
      }
      look.settle();
      return evidence.surroundings();
    }

    private Optional<Head> headAgain() {
      look.settle();
      Optional<Head> again = evidence.head();
      look.headRead();
      return again;
    }

    private void between(long from, ChainTip end) {
      for (long k = from; k < end.nextK() && !segments.isBroken(); k += SEGMENTS_AT_ONCE) {
        long to = Math.min(end.nextK(), k + SEGMENTS_AT_ONCE);
        Map<Long, Stored> found = evidence.segments(end.chain(), k, to);
        var read = new ArrayList<Segment>();
        for (long i = k; i < to && !segments.isBroken(); i++) {
          long one = i;
          segments
              .next(
                  Optional.ofNullable(found.get(one)),
                  () -> {
                    look.settle();
                    return segment(one);
                  })
              .ifPresent(read::add);
        }
        records.check(read);
        progress.at(segments.tip().nextSequence(), end.nextSequence());
      }
    }

    private Optional<Stored> segment(long k) {
      return Optional.ofNullable(evidence.segments(began.tip().chain(), k, k + 1).get(k));
    }

    /**
     * Compares the head with where the segments end; answers how many of those there are. A head
     * that does not fit is read again: others append while we walk.
     */
    private long checkEnd() {
      Head known = began;
      if (!segments.isBroken() && (doesNotFit(known) || segment(known.tip().nextK()).isPresent())) {
        known = headAgain().orElse(began);
        between(began.tip().nextK(), known.tip());
        if (!segments.isBroken() && known.tip().nextK() == began.tip().nextK()) {
          checkRolledBack(known.tip());
        }
      }
      if (!segments.isBroken()) {
        checkHead(known);
      }
      return known.tip().nextK();
    }

    private boolean doesNotFit(Head head) {
      return !segments.tip().equals(head.tip())
          || head.held() != holds.isHeld()
          || head.attributeFault().isPresent();
    }

    private void checkRolledBack(ChainTip head) {
      boolean stands = segment(head.nextK()).isPresent();
      if (stands && headAgain().map(now -> now.tip().nextK() == head.nextK()).orElse(true)) {
        findings.add(
            Finding.at(
                Kind.ROLLED_BACK,
                head.nextSequence(),
                "segment " + head.nextK() + " exists, but the head stands before it"));
      }
    }

    private void checkHead(Head head) {
      if (!segments.tip().equals(head.tip())) {
        findings.add(
            Finding.at(
                Kind.EDITED,
                Math.min(head.tip().nextSequence(), segments.tip().nextSequence()),
                "the head does not say where the last segment ends"));
      }
      if (head.held() != holds.isHeld()) {
        findings.add(
            Finding.ofChain(
                Kind.EDITED,
                head.held()
                    ? "the head says that a legal hold is in force, and no record does"
                    : "the head says nothing of the legal hold that is in force"));
      }
      head.attributeFault()
          .ifPresent(
              fault -> findings.add(Finding.ofChain(Kind.INDEX_CHANGED, "the head: " + fault)));
    }
  }
}
