package io.acteon.server.cli;

import io.acteon.audit.AuditChain;
import io.acteon.audit.Finding;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.chain.ExportHeader;
import io.acteon.server.http.wire.VerificationJson;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What was found of a chain, for people. Immutable. */
final class VerificationText {
  private static final int SHOWN_FINDINGS = 50;

  private final String name;
  private final Optional<ExportHeader> header;
  private final VerificationReport report;
  private final Instant now;

  /**
   * Tells {@code report}.
   *
   * @param name what people call the chain, or the file that holds it
   * @param header what that file says that it is
   */
  VerificationText(
      String name, Optional<ExportHeader> header, VerificationReport report, Instant now) {
    this.name = name;
    this.header = header;
    this.report = report;
    this.now = now;
  }

  static String word(Verdict verdict) {
    return switch (verdict) {
      case VERIFIED -> "VERIFIED";
      case TAMPERED -> "TAMPERED";
      case NOT_ESTABLISHED -> "NOT ESTABLISHED";
    };
  }

  /** One line, for a chain among many with which all is well. */
  String line() {
    return "%s  %s: %s; signed through %s, anchored through %s"
        .formatted(
            word(report.verdict()),
            name,
            count(report.records(), "record"),
            shortly(report.signedThrough()),
            shortly(report.anchoredThrough()));
  }

  /** Everything. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(word(report.verdict()) + "  " + name + conclusion());
    header.ifPresent(known -> lines.add(entry("chain", chain(known))));
    if (report.records() > 0) {
      lines.add(entry("records", records()));
      lines.add(entry("signed", through(report.signedThrough(), "by a trusted key")));
      lines.add(entry("anchored", through(report.anchoredThrough(), "by a checkpoint outside")));
      report
          .checkpointAt()
          .ifPresent(at ->
              lines.add(
                  entry(
                      "checkpoint",
                      "made "
                          + age(VerificationJson.age(at, now))
                          + " ago, at "
                          + at.truncatedTo(ChronoUnit.MILLIS))));
      lines.add(
          entry(
              "open intents",
              report.unresolvedIntents() == 0
                  ? "none"
                  : number(report.unresolvedIntents()) + " without an outcome (so far)"));
      report.firstRecordId().ifPresent(id -> lines.add(entry("first checked", id)));
      report.lastRecordId().ifPresent(id -> lines.add(entry("last checked", id)));
    }
    findings(lines);
    report.remarks().forEach(remark -> lines.add("  note: " + remark));
    return lines;
  }

  private static String chain(ExportHeader header) {
    AuditChain.Range range = header.range();
    return PlainText.of(header.chain().name())
        + ", exported "
        + header.exportedAt().truncatedTo(ChronoUnit.MILLIS)
        + range.from().map(at -> ", bodies from " + at).orElse("")
        + range.to().map(at -> ", bodies to " + at).orElse("");
  }

  private String conclusion() {
    return switch (report.verdict()) {
      case VERIFIED -> "";
      case TAMPERED ->
          ": "
              + count(report.findingCount(), "finding")
              + (report.firstBrokenAt().isPresent()
                  ? ", the first at record " + number(report.firstBrokenAt().getAsLong())
                  : "");
      case NOT_ESTABLISHED ->
          report.records() == 0
              ? ": there is no chain, so nothing can be proved"
              : ": nothing contradicts the chain, but nobody you trust vouches for it";
    };
  }

  private String records() {
    var text = new StringBuilder();
    text.append(number(report.recordsChecked())).append(" checked of ");
    text.append(number(report.records()));
    if (report.expired() > 0) {
      text.append(", ").append(number(report.expired())).append(" gone since their time had come");
    }
    if (report.unchained() > 0) {
      text.append(", besides ").append(number(report.unchained())).append(" older than the chain");
    }
    return text.toString();
  }

  private String through(OptionalLong last, String by) {
    if (last.isEmpty()) {
      return "no record is covered " + by;
    }
    long after = report.records() - 1 - last.getAsLong();
    return "through record "
        + number(last.getAsLong())
        + (after > 0 ? ", not the " + count(after, "record") + " after it" : ", the last");
  }

  private void findings(List<String> lines) {
    List<Finding> findings = report.findings();
    findings.stream().limit(SHOWN_FINDINGS).map(VerificationText::finding).forEach(lines::add);
    long more = report.findingCount() - Math.min(SHOWN_FINDINGS, findings.size());
    if (more > 0) {
      lines.add("  and " + count(more, "more finding") + " (--json shows a thousand)");
    }
  }

  private static String finding(Finding finding) {
    var text = new StringBuilder("  ").append(finding.kind());
    finding.sequence().ifPresent(n -> text.append(" record ").append(number(n)));
    finding.recordId().ifPresent(id -> text.append(' ').append(PlainText.of(id)));
    return text.append(": ").append(PlainText.of(finding.detail())).toString();
  }

  static String entry(String name, String value) {
    return String.format(Locale.ROOT, "  %-14s %s", name, value);
  }

  private static String shortly(OptionalLong last) {
    return last.isPresent() ? number(last.getAsLong()) : "none";
  }

  static String count(long many, String what) {
    return number(many) + " " + what + (many == 1 ? "" : "s");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String age(Duration age) {
    return age.toDays() > 1
        ? age.toDays() + " days"
        : age.toHours() > 1
            ? age.toHours() + " hours"
            : age.toMinutes() > 1 ? age.toMinutes() + " minutes" : age.toSeconds() + " s";
  }
}
