package io.acteon.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.simulator.TestTable;
import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.JsonValues;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Capacity by AWS's documented rules. */
final class CapacityTest {
  private final TestTable table = new TestTable();

  @Test
  void anItemIsAsLargeAsAwsSays() {
    assertThat(size("{'abc':{'S':'äö'}}")).isEqualTo(3 + 4);
    assertThat(size("{'n':{'N':'-12345.5'}}")).isEqualTo(1 + 3 + 1 + 1);
    assertThat(size("{'t':{'BOOL':true},'u':{'NULL':true}}")).isEqualTo(4);
    assertThat(size("{'l':{'L':[{'S':'ab'},{'S':'c'}]}}")).isEqualTo(1 + 3 + 1 + 2 + 1 + 1);
    assertThat(size("{'m':{'M':{'k':{'S':'v'}}}}")).isEqualTo(1 + 3 + 1 + 1 + 1);
    assertThat(size("{'b':{'B':'AQID'},'ss':{'SS':['a','bc']}}")).isEqualTo(1 + 3 + 2 + 3);
  }

  private static int size(String item) {
    return JsonValues.readItem(TestTable.json(item)).size();
  }

  @Test
  void aWriteCostsOneUnitPerKilobyteOfTheLargerState() {
    assertThat(put("k", 100)).isEqualTo(1);
    assertThat(put("k", 3000)).isEqualTo(3);
    assertThat(put("k", 100)).isEqualTo(3);
    assertThat(put("k", 100)).isEqualTo(1);
    assertThat(total(write("DeleteItem", "{'Key':" + TestTable.key("absent") + "}"))).isEqualTo(1);
  }

  private double put(String pk, int size) {
    String item = "{'pk':{'S':'" + pk + "'},'sk':{'S':'-'},'v':{'S':'" + "x".repeat(size) + "'}}";
    return total(write("PutItem", "{'Item':" + item + "}"));
  }

  @Test
  void aFailedConditionCostsAWriteOfTheItemItMet() {
    table.put("k", "{'v':{'S':'" + "x".repeat(2500) + "'}}");
    Engine.Execution execution =
        table
            .engine()
            .run(
                "UpdateItem",
                TestTable.json(
                    "{'TableName':'tab','Key':"
                        + TestTable.key("k")
                        + ",'UpdateExpression':'REMOVE v','ConditionExpression':'attribute_not_exists(pk)'}"),
                Admission.UNLIMITED);
    assertThat(execution.response().error()).isEqualTo("ConditionalCheckFailedException");
    assertThat(execution.charges()).extracting(Charge::units).containsExactly(3.0);
  }

  @Test
  void anIndexCostsOnlyWhatChangesInIt() {
    assertThat(index("SET g=:g, n=:n", "{':g':{'S':'x'},':n':{'N':'1'}}")).isEqualTo(1);
    assertThat(index("SET n=:n", "{':n':{'N':'2'}}")).isEqualTo(2);
    assertThat(index("SET p=:p", "{':p':{'N':'2'}}")).isEqualTo(1);
    assertThat(index("SET p=:p", "{':p':{'N':'2'}}")).isEqualTo(0);
    assertThat(index("SET unprojected=:p", "{':p':{'N':'2'}}")).isEqualTo(0);
    assertThat(index("SET p=:p", "{':p':{'S':'" + "x".repeat(2000) + "'}}")).isEqualTo(2);
    assertThat(index("REMOVE n", null)).isEqualTo(2);
    assertThat(index("SET p=:p", "{':p':{'N':'1'}}")).isEqualTo(0);
  }

  private double index(String update, @Nullable String values) {
    JsonNode consumed =
        write(
            "UpdateItem",
            "{'Key':"
                + TestTable.key("k")
                + ",'UpdateExpression':'"
                + update
                + "'"
                + (values == null ? "" : ",'ExpressionAttributeValues':" + values)
                + "}");
    JsonNode indexes = consumed.get("GlobalSecondaryIndexes");
    double units = indexes == null ? 0 : indexes.get("gix").get("CapacityUnits").doubleValue();
    assertThat(total(consumed))
        .isEqualTo(units + consumed.get("Table").get("CapacityUnits").doubleValue());
    return units;
  }

  private JsonNode write(String operation, String request) {
    Response response =
        table.on(
            operation,
            request.substring(0, request.length() - 1) + ",'ReturnConsumedCapacity':'INDEXES'}");
    assertThat(response.isOk()).as("%s", response.body()).isTrue();
    return response.body().get("ConsumedCapacity");
  }

  private static double total(JsonNode consumed) {
    return consumed.get("CapacityUnits").doubleValue();
  }

  @Test
  void readsCostPerFourKilobytesAndHalfWhenEventuallyConsistent() {
    table.put("k", "{'v':{'S':'" + "x".repeat(4096) + "'}}");
    assertThat(total(write("GetItem", "{'Key':" + TestTable.key("k") + "}"))).isEqualTo(1.0);
    assertThat(total(write("GetItem", "{'ConsistentRead':true,'Key':" + TestTable.key("k") + "}")))
        .isEqualTo(2.0);
    assertThat(total(write("GetItem", "{'Key':" + TestTable.key("absent") + "}"))).isEqualTo(0.5);
    assertThat(
            total(
                write(
                    "Query",
                    "{'IndexName':'gix','KeyConditionExpression':'g=:g','ExpressionAttributeValues':{':g':{'S':'none'}}}")))
        .isEqualTo(0.5);
  }

  @Test
  void transactionsCostDoubleInTheTableButNotInItsIndexes() {
    JsonNode consumed =
        table
            .ask(
                "TransactWriteItems",
                """
                {'ReturnConsumedCapacity':'INDEXES','TransactItems':[
                  {'Put':{'TableName':'tab','Item':{'pk':{'S':'a'},'sk':{'S':'-'},'g':{'S':'x'},'n':{'N':'1'}}}},
                  {'Put':{'TableName':'tab','Item':{'pk':{'S':'b'},'sk':{'S':'-'}}}}]}\
                """)
            .body()
            .get("ConsumedCapacity")
            .get(0);
    assertThat(consumed.get("Table").get("WriteCapacityUnits").doubleValue()).isEqualTo(4);
    assertThat(consumed.get("GlobalSecondaryIndexes").get("gix").get("CapacityUnits").doubleValue())
        .isEqualTo(1);
  }

  @Test
  void chargesNameThePartitionKeysOfTableAndIndex() {
    List<Charge> charges =
        table
            .engine()
            .run(
                "PutItem",
                TestTable.json(
                    "{'TableName':'tab','Item':{'pk':{'S':'a'},'sk':{'S':'-'},'g':{'S':'x'},'n':{'N':'1'}}}"),
                Admission.UNLIMITED)
            .charges();
    Item keys = JsonValues.readItem(TestTable.json("{'a':{'S':'a'},'x':{'S':'x'}}"));
    assertThat(charges)
        .containsExactly(
            new Charge("tab", null, keys.get("a"), true, 1),
            new Charge("tab", "gix", keys.get("x"), true, 1));
  }
}
