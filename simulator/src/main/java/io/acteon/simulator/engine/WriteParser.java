package io.acteon.simulator.engine;

import io.acteon.simulator.expression.BoundCondition;
import io.acteon.simulator.expression.Change;
import io.acteon.simulator.expression.Path;
import io.acteon.simulator.expression.RequestExpressions;
import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.JsonValues;
import io.acteon.simulator.value.Rejection;
import tools.jackson.databind.JsonNode;

/**
 * Parses writes, both as requests of their own and as members of transactions: their JSON is the
 * same.
 */
final class WriteParser {
  private static final String ON_FAILURE = "ReturnValuesOnConditionCheckFailure";

  private WriteParser() {}

  static WriteRequest put(Database database, JsonNode node) {
    Members.refuseLegacy(node);
    Table table = database.active(Members.tableName(node));
    Item item = item(node);
    RequestExpressions expressions = new RequestExpressions(node);
    BoundCondition condition = expressions.condition("ConditionExpression");
    expressions.checkAllUsed();
    ItemKey key = table.keys().keyOf(item);
    if (item.size() > WriteRequest.MAX_ITEM) {
      throw Rejection.validation("Item size has exceeded the maximum allowed size");
    }
    return new WriteRequest(
        table.info().name(), key, new WriteRequest.Action.Put(item), condition, showsOld(node));
  }

  static WriteRequest update(Database database, JsonNode node) {
    Members.refuseLegacy(node);
    Table table = database.active(Members.tableName(node));
    RequestExpressions expressions = new RequestExpressions(node);
    Change change = expressions.update();
    BoundCondition condition = expressions.condition("ConditionExpression");
    expressions.checkAllUsed();
    ItemKey key = key(table, node);
    for (Path target : change.update().targets()) {
      if (table.keys().contains(target.attribute())) {
        throw Rejection.validation(
            "One or more parameter values were invalid: Cannot update attribute "
                + target.attribute()
                + ". This attribute is part of the key");
      }
    }
    return new WriteRequest(
        table.info().name(),
        key,
        new WriteRequest.Action.Update(change),
        condition,
        showsOld(node));
  }

  static WriteRequest delete(Database database, JsonNode node) {
    return keyed(database, node, new WriteRequest.Action.Delete());
  }

  static WriteRequest check(Database database, JsonNode node) {
    Members.string(node, "ConditionExpression");
    return keyed(database, node, new WriteRequest.Action.Check());
  }

  private static WriteRequest keyed(Database database, JsonNode node, WriteRequest.Action action) {
    Members.refuseLegacy(node);
    Table table = database.active(Members.tableName(node));
    RequestExpressions expressions = new RequestExpressions(node);
    BoundCondition condition = expressions.condition("ConditionExpression");
    expressions.checkAllUsed();
    return new WriteRequest(
        table.info().name(), key(table, node), action, condition, showsOld(node));
  }

  static ItemKey key(Table table, JsonNode node) {
    JsonNode key = Members.find(node, "Key");
    if (key == null) {
      throw Members.missing("Key");
    }
    return table.keys().keyOfRequest(JsonValues.readMap(key));
  }

  private static Item item(JsonNode node) {
    JsonNode item = Members.find(node, "Item");
    if (item == null) {
      throw Members.missing("Item");
    }
    return JsonValues.readItem(item);
  }

  private static boolean showsOld(JsonNode node) {
    return Members.oneOf(node, ON_FAILURE, "NONE", "ALL_OLD").equals("ALL_OLD");
  }
}
