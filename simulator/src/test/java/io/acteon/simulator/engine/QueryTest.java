package io.acteon.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.simulator.TestTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class QueryTest {
  private final TestTable table = new TestTable();

  private void put(String pk, String sk, String more) {
    Response response =
        table.on(
            "PutItem", "{'Item':{'pk':{'S':'" + pk + "'},'sk':{'S':'" + sk + "'}" + more + "}}");
    assertThat(response.isOk()).isTrue();
  }

  /** All sort keys of the pages, with the number of pages in front. */
  private List<String> pages(String request) {
    List<String> keys = new ArrayList<>();
    ObjectNode node = TestTable.json(request);
    node.put("TableName", "tab");
    JsonNode start;
    int pages = 0;
    do {
      JsonNode body = table.engine().apply("Query", node).body();
      assertThat(body.has("__type")).as("%s", body).isFalse();
      body.get("Items").forEach(item -> keys.add(item.get("sk").get("S").stringValue()));
      start = body.get("LastEvaluatedKey");
      if (start != null) {
        node.set("ExclusiveStartKey", start);
      }
      pages++;
    } while (start != null);
    keys.addFirst(String.valueOf(pages));
    return keys;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sk = :s | b1 | b1",
        "sk < :s | b1 | a1 a2",
        "sk <= :s | b1 | a1 a2 b1",
        "sk > :s | b1 | b2 c1",
        ":s < sk | b1 | b2 c1",
        "sk >= :s | b1 | b1 b2 c1",
        "begins_with(sk, :s) | b | b1 b2",
        "begins_with(sk, :s) | zz | ``",
        "sk BETWEEN :s AND :s | b2 | b2",
      })
  void aSortKeyConditionSelectsItsRangeInBothDirections(
      String condition, String value, String expected) {
    for (String sk : List.of("b1", "a2", "c1", "a1", "b2")) {
      put("p", sk, "");
      put("other", sk, "");
    }
    List<String> keys =
        new ArrayList<>(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
    String request =
        "{'KeyConditionExpression':'pk = :p AND "
            + condition
            + "','ExpressionAttributeValues':{':p':{'S':'p'},':s':{'S':'"
            + value
            + "'}}}";
    keys.addFirst("1");
    assertThat(pages(request)).isEqualTo(keys);
    Collections.reverse(keys.subList(1, keys.size()));
    assertThat(pages(request.replaceFirst("\\{", "{'ScanIndexForward':false,"))).isEqualTo(keys);
  }

  @Test
  void stringsAreOrderedByTheirUtf8Bytes() {
    for (String sk : List.of("\uD834\uDD1E", "\uFFEE", "z", "é")) {
      put("p", sk, "");
    }
    assertThat(
            pages(
                "{'KeyConditionExpression':'pk=:p','ExpressionAttributeValues':{':p':{'S':'p'}}}"))
        .containsExactly("1", "z", "é", "\uFFEE", "\uD834\uDD1E");
  }

  @Test
  void pagesOfALimitCoverEverythingOnce() {
    for (int i = 0; i < 7; i++) {
      put("p", "k" + i, "");
    }
    String query =
        "{'Limit':3,'KeyConditionExpression':'pk=:p','ExpressionAttributeValues':{':p':{'S':'p'}}}";
    assertThat(pages(query)).containsExactly("3", "k0", "k1", "k2", "k3", "k4", "k5", "k6");
    assertThat(pages(query.replaceFirst("\\{", "{'ScanIndexForward':false,")))
        .containsExactly("3", "k6", "k5", "k4", "k3", "k2", "k1", "k0");
    assertThat(pages(query.replace("'Limit':3", "'Limit':7"))).hasSize(8).first().isEqualTo("2");
  }

  @Test
  void aPageEndsAtOneMegabyte() {
    for (int i = 0; i < 5; i++) {
      put("p", "k" + i, ",'v':{'S':'" + "x".repeat(300_000) + "'}");
    }
    JsonNode body =
        table
            .on(
                "Query",
                "{'Select':'COUNT','ReturnConsumedCapacity':'TOTAL','KeyConditionExpression':'pk=:p','ExpressionAttributeValues':{':p':{'S':'p'}}}")
            .body();
    assertThat(body.get("Count").intValue()).isEqualTo(3);
    assertThat(body.has("Items")).isFalse();
    assertThat(body.get("LastEvaluatedKey").get("sk").get("S").stringValue()).isEqualTo("k2");
    assertThat(body.get("ConsumedCapacity").get("CapacityUnits").doubleValue()).isEqualTo(110);
  }

  @Test
  void anIndexHoldsOnlyItemsWithAllItsKeysAndPagesOverEqualKeys() {
    for (int i = 0; i < 5; i++) {
      put("p" + i, "s" + i, ",'g':{'S':'x'},'n':{'N':'7'},'p':{'S':'shown'},'q':{'S':'hidden'}");
    }
    put("p9", "s9", ",'g':{'S':'x'}");
    String query =
        "{'IndexName':'gix','Limit':2,'KeyConditionExpression':'g=:g','ExpressionAttributeValues':{':g':{'S':'x'}}}";
    List<String> keys = pages(query);
    assertThat(keys.getFirst()).isEqualTo("3");
    assertThat(keys.subList(1, keys.size()))
        .containsExactlyInAnyOrder("s0", "s1", "s2", "s3", "s4");
    JsonNode item = table.on("Query", query).body().get("Items").get(0);
    assertThat(item.propertyNames()).containsExactlyInAnyOrder("pk", "sk", "g", "n", "p");
  }

  @Test
  void aFilterReducesTheCountButNotTheCost() {
    put("p", "a", ",'v':{'N':'1'}");
    put("p", "b", ",'v':{'N':'2'}");
    JsonNode body =
        table
            .on(
                "Query",
                "{'FilterExpression':'v > :one','KeyConditionExpression':'pk=:p','ExpressionAttributeValues':{':p':{'S':'p'},':one':{'N':'1'}}}")
            .body();
    assertThat(body.get("Count").intValue()).isEqualTo(1);
    assertThat(body.get("ScannedCount").intValue()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pk > :p | Query key condition not supported",
        "sk = :p | Query condition missed key schema element: pk",
        "pk = :p OR sk = :p | Invalid operator used in KeyConditionExpression: OR",
        "NOT pk = :p | Invalid operator used in KeyConditionExpression: NOT",
        "pk = :p AND sk <> :p | Invalid operator used in KeyConditionExpression: <>",
        "pk = :p AND sk IN (:p) | Invalid operator used in KeyConditionExpression: IN",
        "pk = :p AND sk > :p AND sk < :p | KeyConditionExpressions must only contain one condition per key",
        "pk = :p AND sk = pk | Multiple attribute names used in one condition",
        "pk = :p AND a = :p | Query condition missed key schema element: sk",
        "pk.x = :p | Key attributes must be scalars",
      })
  void otherKeyConditionsAreRefused(String condition, String message) {
    Response response =
        table.on(
            "Query",
            "{'KeyConditionExpression':'"
                + condition
                + "','ExpressionAttributeValues':{':p':{'S':'p'}}}");
    assertThat(response.error()).isEqualTo("ValidationException");
    assertThat(response.body().get("message").stringValue()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'IndexName':'gyy' | The table does not have the specified index: gyy",
        "'Limit':0 | value greater than or equal to 1",
        "'FilterExpression':'sk = :p' | Filter Expression can only contain non-primary key attributes: Primary key attribute: sk",
        "'Select':'SPECIFIC_ATTRIBUTES' | Must specify the AttributesToGet or ProjectionExpression",
        "'Select':'ALL_PROJECTED_ATTRIBUTES' | can be used only when Querying using an IndexName",
        "'ExclusiveStartKey':{'pk':{'S':'z'},'sk':{'S':'k'}} | The provided starting key is outside query boundaries",
        "'ExclusiveStartKey':{'pk':{'S':'p'}} | The provided starting key is invalid",
        "'KeyConditions':{'pk':{}} | no legacy conditions",
      })
  void otherQueriesAreRefused(String member, String message) {
    Response response =
        table.on(
            "Query",
            "{"
                + member
                + ",'KeyConditionExpression':'pk = :p','ExpressionAttributeValues':{':p':{'S':'p'}}}");
    assertThat(response.body().get("message").stringValue()).contains(message);
  }

  @Test
  void consistentReadsOfAnIndexAreRefused() {
    assertThat(
            table
                .on(
                    "Query",
                    "{'IndexName':'gix','ConsistentRead':true,'KeyConditionExpression':'g = :p','ExpressionAttributeValues':{':p':{'S':'p'}}}")
                .body()
                .get("message")
                .stringValue())
        .isEqualTo("Consistent reads are not supported on global secondary indexes");
  }

  @Test
  void segmentsOfAScanPartitionTheTable() {
    for (int i = 0; i < 50; i++) {
      put("p" + i, "s", "");
    }
    int sum = 0;
    for (int segment = 0; segment < 4; segment++) {
      int count =
          table
              .on("Scan", "{'Segment':" + segment + ",'TotalSegments':4,'Select':'COUNT'}")
              .body()
              .get("Count")
              .intValue();
      assertThat(count).isBetween(1, 49);
      sum += count;
    }
    assertThat(sum).isEqualTo(50);
  }
}
