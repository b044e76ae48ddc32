package io.acteon.simulator.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.acteon.simulator.TestTable;
import io.acteon.simulator.engine.Engine;
import io.acteon.simulator.engine.Response;
import io.acteon.simulator.http.Client;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The engine beside Amazon's own implementation: the same random requests, the same answers. */
final class DynamoDbLocalTest {
  private static final Set<String> SETS = Set.of("SS", "NS", "BS");

  @Test
  void randomRequestsAreAnsweredAsDynamoDbLocalAnswersThem() throws Exception {
    run(Long.getLong("acteon.seed", 20260101), 1500);
  }

  @Test
  @Tag("soak")
  void manyMoreRequestsAreToo() throws Exception {
    run(Long.getLong("acteon.seed", new Random().nextLong()), 30_000);
  }

  private static void run(long seed, int requests) throws Exception {
    Optional<Path> library = DynamoDbLocal.library();
    assumeTrue(
        library.isPresent(),
        "DynamoDB Local was not fetched (mvn -pl dynamodb-local generate-resources)");
    System.out.println("differences to DynamoDB Local: repeat with -Dacteon.seed=" + seed);
    try (DynamoDbLocal local = DynamoDbLocal.start(library.orElseThrow());
        Client client = local.client()) {
      compare(client, new Random(seed), requests, "seed " + seed);
    }
  }

  private static void compare(Client local, Random random, int requests, String seed)
      throws Exception {
    Engine engine = Engine.create();
    assertThat(local.call("CreateTable", TestTable.CREATE).status()).isEqualTo(200);
    assertThat(engine.apply("CreateTable", TestTable.json(TestTable.CREATE)).isOk()).isTrue();
    RandomRequests source = new RandomRequests(random.nextLong());
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      String operation = operation(random.nextInt(20));
      String request = request(source, operation);
      Client.Answer expected = local.call(operation, request);
      Response actual = engine.apply(operation, TestTable.json(request));
      if (!expected.body().has("LastEvaluatedKey") && actual.isOk()) {
        // At the very end of a range DynamoDB Local spares the caller an empty page; AWS does not.
        ((ObjectNode) actual.body()).remove("LastEvaluatedKey");
      }
      assertThat(canonical(actual.body()))
          .as("%s, request %d: %s %s", seed, i, operation, request)
          .isEqualTo(canonical(expected.body()));
      answers.merge(operation + " " + (actual.isOk() ? "ok" : actual.error()), 1, Integer::sum);
    }
    System.out.println(answers);
    assertThat(answers.keySet())
        .as("the requests reach every kind of answer")
        .contains(
            "UpdateItem ok",
            "UpdateItem ValidationException",
            "UpdateItem ConditionalCheckFailedException",
            "Query ok",
            "TransactWriteItems ok",
            "TransactWriteItems TransactionCanceledException");
  }

  private static String operation(int draw) {
    if (draw < 4) {
      return "PutItem";
    }
    if (draw < 13) {
      return "UpdateItem";
    }
    return draw < 14 ? "DeleteItem" : draw < 18 ? "Query" : "TransactWriteItems";
  }

  private static String request(RandomRequests source, String operation) {
    return switch (operation) {
      case "PutItem" -> source.put();
      case "UpdateItem" -> source.updateItem();
      case "DeleteItem" -> source.deleteItem();
      case "Query" -> source.query();
      default -> source.transaction();
    };
  }

  /** Without the order of members and sets, and of errors only what programs depend on. */
  private static Object canonical(JsonNode body) {
    JsonNode type = body.get("__type");
    if (type == null) {
      return plain(body);
    }
    String name = type.stringValue().replaceFirst(".*#", "");
    Map<String, Object> error = new TreeMap<>();
    error.put("error", name);
    if (body.has("Item")) {
      error.put("Item", plain(body.get("Item")));
    }
    if (body.has("CancellationReasons")) {
      for (JsonNode reason : body.get("CancellationReasons")) {
        // Of the messages DynamoDB Local ends one with a full stop and AWS does not.
        error.merge(
            "reasons",
            reason.get("Code").asString() + (reason.has("Item") ? plain(reason.get("Item")) : ""),
            (a, b) -> a + ", " + b);
      }
    }
    return error;
  }

  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> members = new TreeMap<>();
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        members.put(member.getKey(), member(member.getKey(), member.getValue()));
      }
      return members;
    }
    if (node.isArray()) {
      List<Object> elements = new ArrayList<>();
      node.forEach(element -> elements.add(plain(element)));
      return elements;
    }
    return node.isNumber() ? (Object) node.doubleValue() : node.asString();
  }

  private static Object member(String name, JsonNode value) {
    if (SETS.contains(name) && value.isArray()) {
      return sorted(name, value);
    }
    return name.equals("N") && value.isString() ? number(value) : plain(value);
  }

  /** DynamoDB Local keeps the spelling of numbers, and a zero's decimals; AWS does neither. */
  private static String number(JsonNode node) {
    return new BigDecimal(node.stringValue()).stripTrailingZeros().toPlainString();
  }

  private static List<String> sorted(String name, JsonNode set) {
    List<String> elements = new ArrayList<>();
    set.forEach(element -> elements.add(name.equals("NS") ? number(element) : element.asString()));
    Collections.sort(elements);
    return elements;
  }
}
