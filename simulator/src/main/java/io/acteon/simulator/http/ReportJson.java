package io.acteon.simulator.http;

import io.acteon.simulator.accounting.Report;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A report as {@code GET /_simulator/report} shows it. */
final class ReportJson {
  private ReportJson() {}

  static ObjectNode of(Report report, long seed) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("seed", seed);
    node.put("from", text(report.from()));
    node.put("to", text(report.to()));
    node.put("requests", report.requests());
    node.put("scans", report.scans());
    ObjectNode operations = node.putObject("operations");
    report
        .operations()
        .forEach((name, requests) -> {
          ObjectNode operation = operations.putObject(name);
          operation.put("requests", requests.count());
          operation.put("ok", requests.ok());
          ObjectNode errors = operation.putObject("errors");
          requests.errors().forEach(errors::put);
        });
    ObjectNode faults = node.putObject("faults");
    report.faults().forEach(faults::put);
    ArrayNode tables = node.putArray("tables");
    report.tables().forEach(usage -> usage(tables.addObject(), usage));
    return node;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static void usage(ObjectNode node, Report.Usage usage) {
    node.put("table", usage.table());
    node.put("index", usage.index());
    node.put("write_units", usage.writeUnits());
    node.put("read_units", usage.readUnits());
    node.put("peak_write_units_per_second", usage.peakWritesPerSecond());
    node.put("peak_read_units_per_second", usage.peakReadsPerSecond());
    node.put("peak_key_write_units_per_second", usage.peakKeyWritesPerSecond());
    node.put("peak_key_read_units_per_second", usage.peakKeyReadsPerSecond());
    node.put("partition_keys", usage.partitionKeys());
    ArrayNode hottest = node.putArray("hottest");
    for (Report.HotKey key : usage.hottest()) {
      hottest
          .addObject()
          .put("key", key.key())
          .put("write_units", key.writeUnits())
          .put("read_units", key.readUnits())
          .put("write_share", key.writeShare())
          .put("peak_write_units_per_second", key.peakWritesPerSecond())
          .put("peak_read_units_per_second", key.peakReadsPerSecond());
    }
  }
}
