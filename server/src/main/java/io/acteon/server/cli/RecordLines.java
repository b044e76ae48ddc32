package io.acteon.server.cli;

import io.acteon.audit.AuditRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Records as lines whose columns stand below each other; a column that had to grow stays so. Not
 * thread-safe.
 */
final class RecordLines {
  private static final int MOST_WIDTH = 40;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final int[] widths = new int[8];

  List<String> of(List<AuditRecord> records) {
    List<List<String>> rows = records.stream().map(RecordLines::row).toList();
    rows.forEach(row -> Arrays.setAll(widths, i -> Math.max(widths[i], width(row.get(i)))));
    return rows.stream().map(this::line).toList();
  }

  private static int width(String cell) {
    return Math.min(MOST_WIDTH, cell.length());
  }

  private String line(List<String> row) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.get(i) + " ".repeat(Math.max(0, widths[i] - row.get(i).length())))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static List<String> row(AuditRecord record) {
    return List.of(
        time(record.dispatchedAt()),
        PlainText.of(record.outcome()),
        PlainText.of(AuditVerifyCommand.name(record.scope())),
        PlainText.of(record.provider()),
        PlainText.of(record.actionType()),
        record.durationMs() + " ms",
        record.chain().map(place -> "#" + place.sequenceNumber()).orElse("-"),
        PlainText.of(record.actionId()));
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }
}
