package io.acteon.simulator.engine;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations that the simulator knows, by their names on the wire. */
final class Operations {
  private static final Map<String, Operation> DATA =
      Map.ofEntries(
          Map.entry("GetItem", Reads::get),
          Map.entry("PutItem", SingleWrites::put),
          Map.entry("UpdateItem", SingleWrites::update),
          Map.entry("DeleteItem", SingleWrites::delete),
          Map.entry("Query", Query::run),
          Map.entry("Scan", Scan::run),
          Map.entry("BatchGetItem", Reads::batchGet),
          Map.entry("BatchWriteItem", BatchWrite::run),
          Map.entry("TransactWriteItems", TransactWrite::run),
          Map.entry("TransactGetItems", Reads::transactGet));
  private static final Map<String, Operation> TABLES =
      Map.ofEntries(
          Map.entry("CreateTable", Tables::create),
          Map.entry("DescribeTable", Tables::describe),
          Map.entry("UpdateTable", Tables::update),
          Map.entry("DeleteTable", Tables::delete),
          Map.entry("ListTables", Tables::list),
          Map.entry("UpdateTimeToLive", TableSettings::updateTimeToLive),
          Map.entry("DescribeTimeToLive", TableSettings::describeTimeToLive),
          Map.entry("UpdateContinuousBackups", TableSettings::updateBackups),
          Map.entry("DescribeContinuousBackups", TableSettings::describeBackups),
          Map.entry("TagResource", TableSettings::tag),
          Map.entry("UntagResource", TableSettings::untag),
          Map.entry("ListTagsOfResource", TableSettings::listTags));

  private Operations() {}

  static @Nullable Operation find(String name) {
    Operation operation = DATA.get(name);
    return operation == null ? TABLES.get(name) : operation;
  }

  /** Names of the operations on items; the others manage tables. */
  static Set<String> data() {
    return DATA.keySet();
  }
}
