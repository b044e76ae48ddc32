package io.acteon.crypto.chain;

import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Draws the conclusion of a verification. */
final class Reports {
  private Reports() {}

  static VerificationReport of(
      Findings findings,
      Optional<SegmentWalk> walk,
      Optional<RecordCheck> records,
      ChainVerifier.Terms terms) {
    long size = walk.map(done -> done.tip().nextSequence()).orElse(0L);
    OptionalLong signed = walk.map(SegmentWalk::signedThrough).orElse(OptionalLong.empty());
    boolean isUnsigned = signed.isEmpty() && !terms.trusted().isEmpty();
    return new VerificationReport(
        verdict(findings, size > 0 && !isUnsigned),
        size,
        records.map(RecordCheck::checked).orElse(0L),
        records.map(RecordCheck::expired).orElse(0L),
        records.map(RecordCheck::unchained).orElse(0L),
        findings.firstBrokenAt(),
        records.flatMap(RecordCheck::firstId),
        records.flatMap(RecordCheck::lastId),
        findings.all(),
        findings.count(),
        records.map(RecordCheck::unresolvedIntents).orElse(0L),
        signed,
        walk.map(SegmentWalk::anchoredThrough).orElse(OptionalLong.empty()),
        terms.anchors().newestAt(),
        Stream.concat(
                records.flatMap(RecordCheck::holdRemark).stream(),
                remarks(size, signed, walk.flatMap(SegmentWalk::foreignKey), terms).stream())
            .toList());
  }

  private static Verdict verdict(Findings findings, boolean established) {
    return findings.count() > 0
        ? Verdict.TAMPERED
        : established ? Verdict.VERIFIED : Verdict.NOT_ESTABLISHED;
  }

  private static List<String> remarks(
      long size, OptionalLong signed, Optional<Octets> foreign, ChainVerifier.Terms terms) {
    var remarks = new ArrayList<String>();
    if (size > 0 && signed.isEmpty() && !terms.trusted().isEmpty()) {
      remarks.add(
          "no trusted signature covers the chain: it is older than the key, or somebody"
              + " wrote it anew");
    } else if (size > 0 && signed.isEmpty()) {
      remarks.add("no trusted signature covers the chain: whoever writes the table can rewrite it");
    } else if (signed.isPresent() && signed.getAsLong() < size - 1) {
      remarks.add("no trusted signature covers the records after " + signed.getAsLong());
    }
    foreign.ifPresent(id ->
        remarks.add(
            "segments are signed by a key that is not trusted, id "
                + id.hex()
                + " (the first 8 bytes of its SHA-256): trust it if it is yours"));
    if (!terms.anchors().anyOutside()) {
      remarks.add("no checkpoint outside the table: the chain's end may have been cut off");
    }
    remarks.addAll(terms.anchors().remarks());
    return remarks;
  }

  /** The same with more remarks; {@code weakens} is whether what was verified is not, then. */
  static VerificationReport remarking(
      VerificationReport report, List<String> more, boolean weakens) {
    return new VerificationReport(
        weakens && report.verdict() == Verdict.VERIFIED
            ? Verdict.NOT_ESTABLISHED
            : report.verdict(),
        report.records(),
        report.recordsChecked(),
        report.expired(),
        report.unchained(),
        report.firstBrokenAt(),
        report.firstRecordId(),
        report.lastRecordId(),
        report.findings(),
        report.findingCount(),
        report.unresolvedIntents(),
        report.signedThrough(),
        report.anchoredThrough(),
        report.checkpointAt(),
        Stream.concat(report.remarks().stream(), more.stream()).toList());
  }
}
