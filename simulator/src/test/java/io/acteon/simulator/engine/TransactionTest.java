package io.acteon.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.simulator.TestTable;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class TransactionTest {
  private final TestTable table = new TestTable();

  private Response write(String token, String... items) {
    return table.ask(
        "TransactWriteItems",
        "{'ReturnConsumedCapacity':'TOTAL','TransactItems':["
            + String.join(",", items)
            + "]"
            + (token.isEmpty() ? "" : ",'ClientRequestToken':'" + token + "'")
            + "}");
  }

  private static String put(String pk, String more) {
    return "{'Put':{'TableName':'tab','Item':" + TestTable.key(pk) + more + "}}";
  }

  private static final String ABSENT =
      ",'ConditionExpression':'attribute_not_exists(pk)','ReturnValuesOnConditionCheckFailure':'ALL_OLD'";

  @Test
  void allOrNothingIsWritten() {
    assertThat(write("", put("a", ABSENT), put("b", "")).isOk()).isTrue();
    Response canceled = write("", put("c", ""), put("a", ABSENT));
    assertThat(canceled.error()).isEqualTo("TransactionCanceledException");
    assertThat(canceled.body().get("Message").stringValue())
        .endsWith("[None, ConditionalCheckFailed]");
    JsonNode reasons = canceled.body().get("CancellationReasons");
    assertThat(reasons.get(0)).isEqualTo(TestTable.json("{'Code':'None'}"));
    assertThat(reasons.get(1).get("Item")).isEqualTo(TestTable.json(TestTable.key("a")));
    assertThat(table.attributes("c").isNull()).isTrue();
  }

  @Test
  void whatOnlyTheItemMakesImpossibleIsAReasonAndNotAValidation() {
    Response canceled =
        write(
            "",
            "{'Update':{'TableName':'tab','Key':"
                + TestTable.key("a")
                + ",'UpdateExpression':'SET q = r'}}",
            put("b", ""));
    assertThat(canceled.body().get("CancellationReasons").get(0).get("Code").stringValue())
        .isEqualTo("ValidationError");
  }

  @Test
  void aTokenMakesTheRepetitionHarmlessForTenMinutes() {
    String add =
        "{'Update':{'TableName':'tab','Key':"
            + TestTable.key("c")
            + ",'UpdateExpression':'ADD c :one','ExpressionAttributeValues':{':one':{'N':'1'}}}}";
    assertThat(
            write("t", add)
                .body()
                .get("ConsumedCapacity")
                .get(0)
                .get("WriteCapacityUnits")
                .doubleValue())
        .isEqualTo(2);
    assertThat(
            write("t", add)
                .body()
                .get("ConsumedCapacity")
                .get(0)
                .get("ReadCapacityUnits")
                .doubleValue())
        .isEqualTo(2);
    assertThat(table.attributes("c").get("c").get("N").stringValue()).isEqualTo("1");
    assertThat(write("t", put("x", "")).error()).isEqualTo("IdempotentParameterMismatchException");

    table.engine().advanceTo(table.engine().now().plus(Duration.ofMinutes(10)));
    assertThat(write("t", add).isOk()).isTrue();
    assertThat(table.attributes("c").get("c").get("N").stringValue()).isEqualTo("2");
  }

  @Test
  void aTokenOfACanceledTransactionIsFree() {
    table.put("a", "{}");
    assertThat(write("t", put("a", ABSENT)).isOk()).isFalse();
    assertThat(write("t", put("b", "")).isOk()).isTrue();
  }

  @Test
  void impossibleTransactionsAreRefused() {
    assertThat(message(write("", put("a", ""), put("a", ""))))
        .isEqualTo("Transaction request cannot include multiple operations on one item");
    assertThat(message(write(""))).contains("length greater than or equal to 1");
    String[] tooMany =
        IntStream.range(0, 101).mapToObj(i -> put("k" + i, "")).toArray(String[]::new);
    assertThat(message(write("", tooMany))).contains("length less than or equal to 100");
    assertThat(message(write("", "{}"))).contains("should contain Delete or Put or Update request");
    assertThat(message(write("t".repeat(37), put("a", "")))).contains("less than or equal to 36");
    String big = ",'v':{'S':'" + "x".repeat(390_000) + "'}}";
    String fat =
        IntStream.range(0, 12)
            .mapToObj(i -> put("k" + i, "").replace("'-'}}", "'-'}" + big))
            .collect(Collectors.joining(","));
    assertThat(message(write("", fat))).contains("cannot exceed 4MB");
  }

  private static String message(Response response) {
    assertThat(response.error()).isEqualTo("ValidationException");
    return response.body().get("message").stringValue();
  }

  @Test
  void aHundredItemsMoveTogether() {
    String[] puts = IntStream.range(0, 100).mapToObj(i -> put("k" + i, "")).toArray(String[]::new);
    assertThat(write("", puts).isOk()).isTrue();
    assertThat(table.engine().items("tab")).hasSize(100);
  }

  @Test
  void transactionalReadsSeeOneState() {
    table.put("a", "{'v':{'N':'1'}}");
    JsonNode responses =
        table
            .ask(
                "TransactGetItems",
                "{'TransactItems':[{'Get':{'TableName':'tab','Key':"
                    + TestTable.key("a")
                    + ",'ProjectionExpression':'v'}},{'Get':{'TableName':'tab','Key':"
                    + TestTable.key("b")
                    + "}}]}")
            .body()
            .get("Responses");
    assertThat(responses).isEqualTo(json("[{'Item':{'v':{'N':'1'}}},{}]"));
  }

  private static JsonNode json(String array) {
    return TestTable.json("{'x':" + array + "}").get("x");
  }
}
