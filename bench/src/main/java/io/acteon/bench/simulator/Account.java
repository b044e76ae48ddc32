package io.acteon.bench.simulator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a simulator was asked for, over all tables and their indexes. Immutable.
 *
 * @param writeUnits as AWS would bill them, those of indexes among them
 */
public record Account(long requests, double writeUnits, double readUnits) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static Account parse(String report) {
    JsonNode node = JSON.readTree(report);
    double writes = 0;
    double reads = 0;
    for (JsonNode table : node.get("tables")) {
      writes += table.get("write_units").asDouble();
      reads += table.get("read_units").asDouble();
    }
    return new Account(node.get("requests").asLong(), writes, reads);
  }
}
