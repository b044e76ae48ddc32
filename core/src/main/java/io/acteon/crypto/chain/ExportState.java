package io.acteon.crypto.chain;

import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far the verification of an export has come. For one thread. */
sealed interface ExportState {

  /** The state in which segments and records may come. */
  default Open open() {
    throw new IllegalArgumentException("the line stands where none of its kind may");
  }

  /** Reading ended at a line that is none. */
  default void stop() {}

  VerificationReport report(Findings findings, ExportVerifier.Trust trust);

  /** Nothing was read yet. */
  record Begin() implements ExportState {
    @Override
    public VerificationReport report(Findings findings, ExportVerifier.Trust trust) {
      findings.add(Finding.ofChain(Kind.TRUNCATED, "the export has no header"));
      var terms = new ChainVerifier.Terms(trust.keys(), Anchors.NONE, Range.ALL, trust.intents());
      return Reports.of(findings, Optional.empty(), Optional.empty(), terms);
    }
  }

  /** The whole export was read. */
  record Closed(Open open, boolean isSigned) implements ExportState {
    @Override
    public Open open() {
      throw new IllegalArgumentException("there is more after the manifest");
    }

    @Override
    public VerificationReport report(Findings findings, ExportVerifier.Trust trust) {
      var remarks = new ArrayList<String>();
      if (!isSigned) {
        remarks.add(
            "no trusted key signed the manifest: the time of the export and what had expired by"
                + " then are the exporter's word");
      }
      if (trust.logId().isEmpty()) {
        remarks.add(
            "which log this is (%s) is the export's own word".formatted(open.chain.logId().hex()));
      }
      VerificationReport report =
          Reports.of(findings, Optional.of(open.walk), Optional.of(open.records), open.terms);
      boolean takesItsWord = !isSigned && !trust.keys().isEmpty() && open.missing > 0;
      return Reports.remarking(report, remarks, takesItsWord);
    }
  }

  /** The header was read. */
  final class Open implements ExportState, Evidence {
    private final ChainId chain;
    private final Instant exportedAt;
    private final ChainVerifier.Terms terms;
    private final Findings findings;
    private final SegmentWalk walk;
    private final HoldLog holds = new HoldLog(Long.MAX_VALUE);
    private final RecordCheck records;
    private final Map<String, Found> found = new HashMap<>();
    private Optional<Segment> current = Optional.empty();
    private long lastRecord = -1;
    private long currentLine;
    private long missing;
    private boolean ended;

    Open(ChainId chain, Instant exportedAt, ChainVerifier.Terms terms, Findings findings) {
      this.chain = chain;
      this.exportedAt = exportedAt;
      this.terms = terms;
      this.findings = findings;
      this.walk = new SegmentWalk(chain, terms, findings);
      this.records = new RecordCheck(this, terms, findings, holds, new SecondLook(this));
    }

    @Override
    public Open open() {
      return this;
    }

    @Override
    public void stop() {
      ended = true;
    }

    void segment(long line, long k, Octets bytes) {
      checkCurrent(line);
      currentLine = line;
      if (walk.isBroken()) {
        return;
      }
      Optional<Stored> next =
          k == walk.tip().nextK()
              ? Optional.of(new Stored(bytes, Optional.empty()))
              : Optional.empty();
      current = walk.next(next, () -> next);
    }

    void record(long n, SealedRecord sealed) {
      if (walk.isBroken()) {
        return;
      }
      boolean named =
          current
              .filter(segment -> n >= segment.first() && n <= segment.last())
              .map(segment -> segment.entries().get((int) (n - segment.first())).id())
              .equals(Optional.of(sealed.id()));
      if (!named) {
        throw new IllegalArgumentException(
            "record " + n + " does not stand behind the segment that names it");
      }
      if (n <= lastRecord) {
        throw new IllegalArgumentException("record " + n + " stands behind record " + lastRecord);
      }
      lastRecord = n;
      found.put(
          sealed.id(), new Found(sealed, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** Compares the records between the last segment and {@code line} with what it says. */
    private void checkCurrent(long line) {
      current.ifPresent(segment -> {
        missing += RecordCheck.wanted(segment, terms.range()).size() - found.size();
        findings.at("behind line " + currentLine);
        records.check(List.of(segment));
        findings.at("line " + line);
        found.clear();
      });
      current = Optional.empty();
    }

    /** A clock may have been set back meanwhile. */
    void end(long line, Optional<Instant> finishedAt) {
      checkCurrent(line);
      settle(finishedAt.filter(exportedAt::isBefore).orElse(exportedAt));
      walk.finish();
      holds.finish(findings);
      ended = true;
    }

    private void settle(Instant at) {
      String place = findings.place();
      records.settle(at);
      findings.at(place);
    }

    ExportWriter.Manifest manifest(String logOrigin, Optional<Instant> finishedAt, Hash sha256) {
      return new ExportWriter.Manifest(
          chain.origin(logOrigin),
          exportedAt,
          finishedAt,
          terms.range(),
          walk.tip().nextSequence(),
          missing,
          sha256);
    }

    @Override
    public VerificationReport report(Findings findings, ExportVerifier.Trust trust) {
      if (!ended) {
        settle(exportedAt);
        findings.add(
            Finding.at(
                Kind.TRUNCATED, walk.tip().nextSequence(), "the export ends without its manifest"));
      }
      return Reports.of(findings, Optional.of(walk), Optional.of(records), terms);
    }

    @Override
    public Optional<Head> head() {
      return Optional.empty();
    }

    @Override
    public Map<Long, Stored> segments(ChainId of, long from, long to) {
      return Map.of();
    }

    @Override
    public Map<String, Found> records(Collection<Wanted> wanted) {
      var there = new HashMap<String, Found>();
      for (Wanted one : wanted) {
        Found record = found.get(one.entry().id());
        if (record != null) {
          there.put(one.entry().id(), record);
        }
      }
      return there;
    }

    @Override
    public Optional<Listing> listing() {
      return Optional.empty();
    }

    @Override
    public List<Finding> surroundings() {
      return List.of();
    }

    /** Records are collected while an export is written: its end says how long that took. */
    @Override
    public Instant now() {
      return exportedAt;
    }

    @Override
    public boolean endsLater() {
      return true;
    }

    @Override
    public void pause() {}
  }
}
