package io.acteon.simulator.engine;

import io.acteon.simulator.value.Rejection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Time to live, backups and tags of tables. */
final class TableSettings {
  private TableSettings() {}

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static Effect updateTimeToLive(Database database, JsonNode request, Admission admission) {
    Table table = database.described(Members.tableName(request));
    JsonNode specification = Members.find(request, "TimeToLiveSpecification");
    if (specification == null) {
      throw Members.missing("TimeToLiveSpecification");
    }
    String attribute = Members.string(specification, "AttributeName");
    boolean enable = Members.flag(specification, "Enabled");
    String current = table.info().timeToLive();
    if (enable && current != null) {
      throw Rejection.validation(
          current.equals(attribute)
              ? "TimeToLive is already enabled"
              : "TimeToLive is active on a different AttributeName: current AttributeName is "
                  + current);
    }
    if (!enable && current == null) {
      throw Rejection.validation("TimeToLive is already disabled");
    }
    ObjectNode body = object();
    body.putObject("TimeToLiveSpecification")
        .put("Enabled", enable)
        .put("AttributeName", attribute);
    return Effect.ok(
        database.with(
            table.with(
                table
                    .info()
                    .with(table.info().settings().withTimeToLive(enable ? attribute : null)))),
        body);
  }

  static Effect describeTimeToLive(Database database, JsonNode request, Admission admission) {
    String attribute = database.described(Members.tableName(request)).info().timeToLive();
    ObjectNode body = object();
    ObjectNode description = body.putObject("TimeToLiveDescription");
    description.put("TimeToLiveStatus", attribute == null ? "DISABLED" : "ENABLED");
    if (attribute != null) {
      description.put("AttributeName", attribute);
    }
    return Effect.ok(database, body);
  }

  static Effect updateBackups(Database database, JsonNode request, Admission admission) {
    Table table = database.described(Members.tableName(request));
    JsonNode specification = Members.find(request, "PointInTimeRecoverySpecification");
    if (specification == null) {
      throw Members.missing("PointInTimeRecoverySpecification");
    }
    TableInfo info =
        table
            .info()
            .with(
                table
                    .info()
                    .settings()
                    .withRecovery(Members.flag(specification, "PointInTimeRecoveryEnabled")));
    return backups(database.with(table.with(info)), info);
  }

  static Effect describeBackups(Database database, JsonNode request, Admission admission) {
    return backups(database, database.described(Members.tableName(request)).info());
  }

  private static Effect backups(Database database, TableInfo info) {
    ObjectNode body = object();
    ObjectNode description = body.putObject("ContinuousBackupsDescription");
    description.put("ContinuousBackupsStatus", "ENABLED");
    ObjectNode recovery = description.putObject("PointInTimeRecoveryDescription");
    recovery.put(
        "PointInTimeRecoveryStatus",
        info.settings().pointInTimeRecovery() ? "ENABLED" : "DISABLED");
    if (info.settings().pointInTimeRecovery()) {
      recovery.put("RecoveryPeriodInDays", 35);
      recovery.put("EarliestRestorableDateTime", TableView.seconds(info.created()));
      recovery.put("LatestRestorableDateTime", TableView.seconds(database.now()));
    }
    return Effect.ok(database, body);
  }

  static Effect tag(Database database, JsonNode request, Admission admission) {
    Table table = tagged(database, request);
    Map<String, String> tags = new LinkedHashMap<>(table.info().settings().tags());
    tags.putAll(TableParser.tags(request));
    return Effect.ok(
        database.with(table.with(table.info().with(table.info().settings().withTags(tags)))),
        object());
  }

  static Effect untag(Database database, JsonNode request, Admission admission) {
    Table table = tagged(database, request);
    Map<String, String> tags = new HashMap<>(table.info().settings().tags());
    Members.list(request, "TagKeys").forEach(key -> tags.remove(key.asString()));
    return Effect.ok(
        database.with(table.with(table.info().with(table.info().settings().withTags(tags)))),
        object());
  }

  static Effect listTags(Database database, JsonNode request, Admission admission) {
    ObjectNode body = object();
    ArrayNode tags = body.putArray("Tags");
    tagged(database, request)
        .info()
        .settings()
        .tags()
        .forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
    return Effect.ok(database, body);
  }

  private static Table tagged(Database database, JsonNode request) {
    String arn = Members.string(request, "ResourceArn");
    @Nullable Table table =
        arn.contains(":table/") ? database.find(arn.substring(arn.indexOf(":table/") + 7)) : null;
    if (table == null) {
      throw Rejection.of(
          "ResourceNotFoundException", "Requested resource not found: ResourceArn: " + arn);
    }
    return table;
  }
}
