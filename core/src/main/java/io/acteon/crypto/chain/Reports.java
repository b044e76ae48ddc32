package io.acteon.crypto.chain;

import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
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
      Anchors anchors) {
    long size = walk.map(done -> done.tip().nextSequence()).orElse(0L);
    OptionalLong signed = walk.map(SegmentWalk::signedThrough).orElse(OptionalLong.empty());
    Verdict verdict =
        findings.count() > 0
            ? Verdict.TAMPERED
            : size > 0 ? Verdict.VERIFIED : Verdict.NOT_ESTABLISHED;
    return new VerificationReport(
        verdict,
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
        anchors.newestAt(),
        remarks(size, signed, walk, anchors));
  }

  private static List<String> remarks(
      long size, OptionalLong signed, Optional<SegmentWalk> walk, Anchors anchors) {
    var remarks = new ArrayList<String>();
    if (size > 0 && signed.isEmpty()) {
      remarks.add("no trusted signature covers the chain: whoever writes the table can rewrite it");
    } else if (signed.isPresent() && signed.getAsLong() < size - 1) {
      remarks.add("no trusted signature covers the records after " + signed.getAsLong());
    }
    walk.map(SegmentWalk::untrustedKeys).orElse(List.of()).stream()
        .map(id ->
            "segments are signed by a key that is not trusted, id "
                + id.hex()
                + " (the first 8 bytes of its SHA-256): trust it if it is yours")
        .forEach(remarks::add);
    remarks.addAll(anchors.remarks());
    if (!anchors.anyOutside()) {
      remarks.add("no checkpoint outside the table: the chain's end may have been cut off");
    }
    return remarks;
  }

  static VerificationReport withRemarks(VerificationReport report, Optional<String> more) {
    return new VerificationReport(
        report.verdict(),
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
