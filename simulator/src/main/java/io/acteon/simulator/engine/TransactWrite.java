package io.acteon.simulator.engine;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Rejection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** TransactWriteItems: all or nothing, told apart from its own repetition by a token. */
final class TransactWrite {
  static final int MAX_ITEMS = 100; // DynamoDB's limit
  static final long MAX_BYTES = 4L * 1024 * 1024;
  private static final int MAX_TOKEN = 36;
  private static final int FACTOR = 2; // transactions cost double

  private TransactWrite() {}

  static Effect run(Database database, JsonNode request, Admission admission) {
    Consumed.check(request);
    String token = token(request);
    List<WriteRequest> writes = parse(database, request);
    long fingerprint = Fingerprint.of(request.get("TransactItems"));
    Tokens.Use use = token == null ? null : database.tokens().find(token);
    if (use != null) {
      return repeated(database, request, use, fingerprint, admission);
    }
    List<WriteRequest.Result> results = new ArrayList<>();
    List<Refusals.Reason> reasons = new ArrayList<>();
    List<List<Charge>> charges = new ArrayList<>();
    evaluate(database, writes, results, reasons, charges);
    List<Charge> all = charges.stream().flatMap(List::stream).toList();
    if (refuses(reasons)) {
      return Effect.rejected(database, Refusals.transactionCanceled(reasons), all);
    }
    checkBytes(results);
    for (int i = 0; i < writes.size(); i++) {
      Charge refused = admission.refusal(charges.get(i));
      if (refused != null) {
        reasons.set(i, throttled(database, refused));
      }
    }
    if (refuses(reasons)) {
      throw Refusals.transactionCanceled(reasons);
    }
    Database next = write(database, writes, results);
    if (token != null) {
      next =
          next.with(
              next.tokens()
                  .with(token, new Tokens.Use(fingerprint, reads(writes, results)), next.now()));
    }
    return Effect.ok(next, body(request, all), all);
  }

  private static void evaluate(
      Database database,
      List<WriteRequest> writes,
      List<WriteRequest.Result> results,
      List<Refusals.Reason> reasons,
      List<List<Charge>> charges) {
    for (WriteRequest write : writes) {
      Table table = database.active(write.table());
      WriteRequest.Result result;
      Refusals.Reason reason = Refusals.Reason.NONE;
      try {
        result = write.evaluate(table);
        if (!result.conditionHeld()) {
          Item shown = write.returnOldOnFailure() ? result.old() : null;
          reason = Refusals.Reason.condition(shown);
        }
      } catch (Rejection rejection) {
        result = new WriteRequest.Result(false, table.get(write.key()), null);
        reason = Refusals.Reason.of(rejection);
      }
      results.add(result);
      reasons.add(reason);
      charges.add(WriteCharges.of(table, write, result, FACTOR));
    }
  }

  private static boolean refuses(List<Refusals.Reason> reasons) {
    return reasons.stream().anyMatch(reason -> !reason.equals(Refusals.Reason.NONE));
  }

  private static Refusals.Reason throttled(Database database, Charge charge) {
    Rejection rejection = Refusals.throttled(database, charge);
    String code =
        rejection.name().equals("ThrottlingException")
            ? "ThrottlingError"
            : "ProvisionedThroughputExceeded";
    return new Refusals.Reason(code, rejection.text(), null);
  }

  private static Database write(
      Database database, List<WriteRequest> writes, List<WriteRequest.Result> results) {
    Database next = database;
    for (int i = 0; i < writes.size(); i++) {
      WriteRequest write = writes.get(i);
      if (!(write.action() instanceof WriteRequest.Action.Check)) {
        next = next.write(next.active(write.table()), write.key(), results.get(i).now());
      }
    }
    return next;
  }

  private static Effect repeated(
      Database database, JsonNode request, Tokens.Use use, long fingerprint, Admission admission) {
    if (use.fingerprint() != fingerprint) {
      throw Rejection.of(
          "IdempotentParameterMismatchException",
          "Requests with the same client request token must have the same parameters");
    }
    Charge refused = admission.refusal(use.charges());
    if (refused != null) {
      throw Refusals.throttled(database, refused);
    }
    return Effect.ok(database, body(request, use.charges()), use.charges());
  }

  /** A repetition costs transactional reads of the items. */
  private static List<Charge> reads(List<WriteRequest> writes, List<WriteRequest.Result> results) {
    List<Charge> reads = new ArrayList<>();
    for (int i = 0; i < writes.size(); i++) {
      Item now = results.get(i).now();
      double units = FACTOR * Units.read(now == null ? 0 : now.size(), true);
      WriteRequest write = writes.get(i);
      reads.add(new Charge(write.table(), null, write.key().partition(), false, units));
    }
    return reads;
  }

  private static ObjectNode body(JsonNode request, List<Charge> charges) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    Consumed.addPerTable(body, request, charges, true);
    return body;
  }

  private static @Nullable String token(JsonNode request) {
    String token = Members.findString(request, "ClientRequestToken");
    if (token != null && token.length() > MAX_TOKEN) {
      throw Members.outside(
          "ClientRequestToken",
          token,
          "Member must have length less than or equal to " + MAX_TOKEN);
    }
    return token == null || token.isEmpty() ? null : token;
  }

  private static void checkBytes(List<WriteRequest.Result> results) {
    long bytes = 0;
    for (WriteRequest.Result result : results) {
      Item now = result.now();
      bytes += now == null ? 0 : now.size();
    }
    checkBytes(bytes);
  }

  private static void checkBytes(long bytes) {
    if (bytes > MAX_BYTES) {
      throw Rejection.validation(
          "Transaction payload size cannot exceed 4MB. Payload Size: " + bytes);
    }
  }

  private static List<WriteRequest> parse(Database database, JsonNode request) {
    List<JsonNode> nodes = Members.list(request, "TransactItems");
    if (nodes.isEmpty()) {
      throw Members.outside(
          "TransactItems", "[]", "Member must have length greater than or equal to 1");
    }
    if (nodes.size() > MAX_ITEMS) {
      throw Members.outside(
          "TransactItems", "[...]", "Member must have length less than or equal to " + MAX_ITEMS);
    }
    List<WriteRequest> writes = new ArrayList<>();
    Set<Object> keys = new HashSet<>();
    long bytes = 0;
    for (JsonNode node : nodes) {
      WriteRequest write = parseOne(database, node);
      if (!keys.add(List.of(write.table(), write.key()))) {
        throw Rejection.validation(
            "Transaction request cannot include multiple operations on one item");
      }
      bytes += write.action() instanceof WriteRequest.Action.Put put ? put.item().size() : 0;
      writes.add(write);
    }
    checkBytes(bytes);
    return writes;
  }

  private static WriteRequest parseOne(Database database, JsonNode node) {
    if (node.size() > 1) {
      throw Rejection.validation(
          "TransactItems can only contain one of Check, Put, Update or Delete");
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      JsonNode write = member.getValue();
      switch (member.getKey()) {
        case "Put" -> {
          return WriteParser.put(database, write);
        }
        case "Update" -> {
          Members.string(write, "UpdateExpression");
          return WriteParser.update(database, write);
        }
        case "Delete" -> {
          return WriteParser.delete(database, write);
        }
        case "ConditionCheck" -> {
          return WriteParser.check(database, write);
        }
        default -> {}
      }
    }
    throw Rejection.validation(
        "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
  }
}
