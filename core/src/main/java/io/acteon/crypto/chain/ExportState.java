package io.acteon.crypto.chain;

import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How far the verification of an export has come. For one thread. */
sealed interface ExportState {

  /** The state in which segments and records may come. */
  default Open open() {
    throw new IllegalArgumentException("the line stands where none of its kind may");
  }

  VerificationReport report(Findings findings, ExportVerifier.Trust trust);

  /** Nothing was read yet. */
  record Begin() implements ExportState {
    @Override
    public VerificationReport report(Findings findings, ExportVerifier.Trust trust) {
      findings.add(Finding.ofChain(Kind.TRUNCATED, "the export has no header"));
      return Reports.of(findings, Optional.empty(), Optional.empty(), trust.anchors());
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
      return Reports.withRemarks(
          Reports.of(findings, Optional.of(open.walk), Optional.of(open.records), trust.anchors()),
          isSigned
              ? Optional.empty()
              : Optional.of(
                  "no trusted key signed the manifest: the time of the export and what had expired"
                      + " by then are the exporter's word"));
    }
  }

  /** The header was read. */
  final class Open implements ExportState, Evidence {
    private final ChainId chain;
    private final Instant exportedAt;
    private final ChainVerifier.Terms terms;
    private final SegmentWalk walk;
    private final RecordCheck records;
    private final Map<String, Found> found = new HashMap<>();
    private Optional<Segment> current = Optional.empty();
    private long missing;
    private boolean ended;

    Open(ChainId chain, Instant exportedAt, ChainVerifier.Terms terms, Findings findings) {
      this.chain = chain;
      this.exportedAt = exportedAt;
      this.terms = terms;
      this.walk = new SegmentWalk(chain, terms, findings);
      this.records = new RecordCheck(this, terms, findings);
    }

    @Override
    public Open open() {
      return this;
    }

    void segment(long k, Octets bytes) {
      checkCurrent();
      if (!walk.isBroken()) {
        current = walk.next(k == walk.tip().nextK() ? Optional.of(bytes) : Optional.empty());
      }
    }

    void record(long n, SealedRecord sealed) {
      boolean named =
          current
              .filter(segment -> n >= segment.first() && n <= segment.last())
              .map(segment -> segment.entries().get((int) (n - segment.first())).id())
              .equals(Optional.of(sealed.id()));
      if (named) {
        found.put(
            sealed.id(),
            new Found(sealed, OptionalLong.empty(), Optional.empty(), Optional.empty()));
      } else if (!walk.isBroken()) {
        throw new IllegalArgumentException(
            "record " + n + " does not stand behind the segment that names it");
      }
    }

    private void checkCurrent() {
      current.ifPresent(segment -> {
        missing += RecordCheck.wanted(segment, terms.range()).size() - found.size();
        records.check(segment);
        found.clear();
      });
      current = Optional.empty();
    }

    void end() {
      checkCurrent();
      walk.finish();
      records.finish();
      ended = true;
    }

    ExportWriter.Manifest manifest(String logOrigin, Hash sha256) {
      return new ExportWriter.Manifest(
          chain.origin(logOrigin),
          exportedAt,
          terms.range(),
          walk.tip().nextSequence(),
          missing,
          sha256);
    }

    @Override
    public VerificationReport report(Findings findings, ExportVerifier.Trust trust) {
      if (!ended) {
        findings.add(Finding.ofChain(Kind.TRUNCATED, "the export has no manifest at its end"));
      }
      return Reports.of(findings, Optional.of(walk), Optional.of(records), trust.anchors());
    }

    @Override
    public Optional<ChainTip> head() {
      return Optional.empty();
    }

    @Override
    public Map<Long, Octets> segments(ChainId of, long from, long to) {
      return Map.of();
    }

    @Override
    public Map<String, Found> records(Collection<Wanted> wanted) {
      var there = new HashMap<String, Found>();
      for (Wanted one : wanted) {
        Found record = found.get(one.entry().id());
        if (record != null) {
          there.put(one.entry().id(), withTtl(record, one));
        }
      }
      return there;
    }

    /** An export does not say when DynamoDB would collect a record: what the segment says, then. */
    private static Found withTtl(Found record, Wanted wanted) {
      long expires = wanted.entry().expiresSeconds();
      return new Found(
          record.sealed(),
          expires == 0 ? OptionalLong.empty() : OptionalLong.of(expires),
          Optional.empty(),
          Optional.empty());
    }

    @Override
    public Optional<Listing> listing() {
      return Optional.empty();
    }

    @Override
    public Instant now() {
      return exportedAt;
    }
  }
}
