package io.acteon.simulator.engine;

import io.acteon.simulator.expression.Projection;
import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.JsonValues;
import io.acteon.simulator.value.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** PutItem, UpdateItem and DeleteItem. */
final class SingleWrites {
  private SingleWrites() {}

  static Effect put(Database database, JsonNode request, Admission admission) {
    String values = returnValues(request, "NONE", "ALL_OLD");
    return run(database, request, WriteParser.put(database, request), values, admission);
  }

  static Effect delete(Database database, JsonNode request, Admission admission) {
    String values = returnValues(request, "NONE", "ALL_OLD");
    return run(database, request, WriteParser.delete(database, request), values, admission);
  }

  static Effect update(Database database, JsonNode request, Admission admission) {
    String values =
        returnValues(request, "NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW");
    return run(database, request, WriteParser.update(database, request), values, admission);
  }

  private static String returnValues(JsonNode request, String... allowed) {
    String value =
        Members.oneOf(
            request, "ReturnValues", "NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW");
    if (!List.of(allowed).contains(value)) {
      throw Rejection.validation("Return values set to invalid value");
    }
    return value;
  }

  private static Effect run(
      Database database,
      JsonNode request,
      WriteRequest write,
      String returnValues,
      Admission admission) {
    Consumed.check(request);
    Members.oneOf(request, "ReturnItemCollectionMetrics", "NONE", "SIZE");
    Table table = database.active(write.table());
    WriteRequest.Result result = write.evaluate(table);
    List<Charge> charges = WriteCharges.of(table, write, result, 1);
    Charge refused = admission.refusal(charges);
    if (refused != null) {
      throw Refusals.throttled(database, refused);
    }
    if (!result.conditionHeld()) {
      Item shown = write.returnOldOnFailure() ? result.old() : null;
      return Effect.rejected(database, Refusals.conditionFailed(shown), charges);
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    Item attributes = returned(write, result, returnValues);
    if (attributes != null) {
      body.set("Attributes", JsonValues.write(attributes));
    }
    Consumed.addSingle(body, request, write.table(), charges, false);
    return Effect.ok(database.write(table, write.key(), result.now()), body, charges);
  }

  private static @Nullable Item returned(
      WriteRequest write, WriteRequest.Result result, String returnValues) {
    boolean old = returnValues.endsWith("_OLD");
    Item item = returnValues.equals("NONE") ? null : old ? result.old() : result.now();
    if (item == null || returnValues.startsWith("ALL_")) {
      return item;
    }
    Item touched =
        write.action() instanceof WriteRequest.Action.Update update
            ? new Projection(update.change().update().targets()).of(item)
            : item;
    return touched.names().isEmpty() ? null : touched;
  }
}
