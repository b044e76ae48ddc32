package io.acteon.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.simulator.TestTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class EngineTest {
  private static final String QUERY =
      "{'IndexName':'gix','KeyConditionExpression':'g=:g','ExpressionAttributeValues':{':g':{'S':'x'}}}";

  private final TestTable table = new TestTable();

  @Test
  void aCopyGoesItsOwnWay() {
    table.put("k", "{'v':{'N':'1'}}");
    TestTable other = table.copy();
    other.put("k", "{'v':{'N':'2'}}");
    other.put("new", "{}");
    assertThat(table.attributes("k").get("v").get("N").stringValue()).isEqualTo("1");
    assertThat(table.attributes("new").isNull()).isTrue();
    assertThat(other.attributes("k").get("v").get("N").stringValue()).isEqualTo("2");
    table.engine().restore(other.engine());
    assertThat(table.attributes("new").isNull()).isFalse();
  }

  @Test
  void theTreeBehavesLikeTheJdksSortedMap() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SortedTree<Integer, Integer> tree = SortedTree.empty();
    TreeMap<Integer, Integer> map = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      int key = random.nextInt(500);
      if (random.nextInt(3) == 0) {
        tree = tree.remove(key);
        map.remove(key);
      } else {
        tree = tree.put(key, i);
        map.put(key, i);
      }
      int from = random.nextInt(500);
      var ascending = tree.ascending(k -> Integer.compare(k, from));
      var descending = tree.descending(k -> Integer.compare(k, from));
      assertThat(ascending.hasNext() ? ascending.next().key() : null)
          .as("seed %d", seed)
          .isEqualTo(map.ceilingKey(from));
      assertThat(descending.hasNext() ? descending.next().key() : null)
          .as("seed %d", seed)
          .isEqualTo(map.floorKey(from));
    }
    TreeMap<Integer, Integer> walked = new TreeMap<>();
    for (SortedTree.Node<Integer, Integer> node : tree.all()) {
      walked.put(node.key(), node.value());
      assertThat(node.height()).isLessThan(15);
    }
    assertThat(walked).isEqualTo(map);
    assertThat(tree.size()).isEqualTo(map.size());
  }

  @Test
  void heldIndexesShowChangesOnlyWhenToldAndInAnyOrderOfItems() {
    table.engine().holdIndexes();
    put("a", 1);
    put("b", 2);
    put("a", 3);
    assertThat(indexed()).isEmpty();
    List<IndexChange> pending = table.engine().pendingIndexChanges();
    assertThat(pending).hasSize(3);
    table.engine().propagate(pending.get(1));
    assertThat(indexed()).containsExactly("b2");
    table.engine().propagate(pending.get(2));
    assertThat(indexed()).containsExactly("b2", "a3");
    table.engine().propagate(pending.get(0));
    assertThat(indexed()).containsExactly("b2", "a3");
    assertThat(table.engine().pendingIndexChanges()).isEmpty();
  }

  @Test
  void aRemovedItemStaysInALaggingIndexUntilTold() {
    put("a", 1);
    table.engine().holdIndexes();
    table.on("DeleteItem", "{'Key':" + TestTable.key("a") + "}");
    assertThat(indexed()).containsExactly("a1");
    table.engine().pendingIndexChanges().forEach(table.engine()::propagate);
    assertThat(indexed()).isEmpty();
  }

  private void put(String pk, int n) {
    table.put(pk, "{'g':{'S':'x'},'n':{'N':'" + n + "'}}");
  }

  private List<String> indexed() {
    JsonNode items = table.on("Query", QUERY).body().get("Items");
    return IntStream.range(0, items.size())
        .mapToObj(items::get)
        .map(item -> item.get("pk").get("S").stringValue() + item.get("n").get("N").stringValue())
        .collect(Collectors.toList());
  }

  @Test
  void expiredItemsAreCollectedAlsoFromIndexesButNotAncientOnes() {
    table.on(
        "UpdateTimeToLive", "{'TimeToLiveSpecification':{'Enabled':true,'AttributeName':'ttl'}}");
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    long second = now.getEpochSecond();
    table.put("due", "{'ttl':{'N':'" + second + "'},'g':{'S':'x'},'n':{'N':'1'}}");
    table.put("later", "{'ttl':{'N':'" + (second + 1) + "'}}");
    table.put("text", "{'ttl':{'S':'" + second + "'}}");
    table.put("ancient", "{'ttl':{'N':'" + (second - Duration.ofDays(5 * 366).toSeconds()) + "'}}");
    table.put("never", "{}");
    assertThat(table.engine().collectExpired(now)).isEqualTo(1);
    assertThat(table.engine().items("tab")).hasSize(4);
    assertThat(indexed()).isEmpty();
  }

  @Test
  void aTableTakesItsTimeToComeAndGo() {
    Engine engine = Engine.create(Instant.EPOCH, Duration.ofSeconds(5));
    JsonNode created = engine.apply("CreateTable", TestTable.json(TestTable.CREATE)).body();
    assertThat(created.get("TableDescription").get("TableStatus").stringValue())
        .isEqualTo("CREATING");
    assertThat(engine.apply("Scan", TestTable.json("{'TableName':'tab'}")).error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(status(engine)).isEqualTo("CREATING");
    engine.advanceTo(Instant.EPOCH.plusSeconds(5));
    assertThat(status(engine)).isEqualTo("ACTIVE");
    assertThat(engine.apply("CreateTable", TestTable.json(TestTable.CREATE)).error())
        .isEqualTo("ResourceInUseException");
    engine.apply("DeleteTable", TestTable.json("{'TableName':'tab'}"));
    assertThat(status(engine)).isEqualTo("DELETING");
    assertThat(engine.apply("DeleteTable", TestTable.json("{'TableName':'tab'}")).error())
        .isEqualTo("ResourceInUseException");
    engine.advanceTo(Instant.EPOCH.plusSeconds(10));
    assertThat(engine.apply("DescribeTable", TestTable.json("{'TableName':'tab'}")).error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(engine.apply("CreateTable", TestTable.json(TestTable.CREATE)).isOk()).isTrue();
  }

  private static String status(Engine engine) {
    return engine
        .apply("DescribeTable", TestTable.json("{'TableName':'tab'}"))
        .body()
        .get("Table")
        .get("TableStatus")
        .stringValue();
  }

  @Test
  void aProtectedTableIsNotDeleted() {
    table.on("UpdateTable", "{'DeletionProtectionEnabled':true}");
    assertThat(table.on("DeleteTable", "{}").body().get("message").stringValue())
        .contains("protected against deletion");
    table.on("UpdateTable", "{'DeletionProtectionEnabled':false}");
    assertThat(table.on("DeleteTable", "{}").isOk()).isTrue();
    assertThat(table.ask("ListTables", "{}").body().get("TableNames")).isEmpty();
  }

  @Test
  void anIndexAddedLaterIsFilledAndARemovedOneIsGone() {
    put("a", 1);
    Response added =
        table.on(
            "UpdateTable",
            """
            {'AttributeDefinitions':[{'AttributeName':'n','AttributeType':'N'}],'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'byn',
              'KeySchema':[{'AttributeName':'n','KeyType':'HASH'}],'Projection':{'ProjectionType':'KEYS_ONLY'}}}]}\
            """);
    assertThat(added.isOk()).as("%s", added.body()).isTrue();
    String query =
        "{'IndexName':'byn','KeyConditionExpression':'n=:n','ExpressionAttributeValues':{':n':{'N':'1'}}}";
    assertThat(table.on("Query", query).body().get("Count").intValue()).isEqualTo(1);
    assertThat(
            table
                .on(
                    "UpdateTable",
                    "{'GlobalSecondaryIndexUpdates':[{'Delete':{'IndexName':'byn'}}]}")
                .isOk())
        .isTrue();
    assertThat(table.on("Query", query).error()).isEqualTo("ValidationException");
  }

  @Test
  void backupsTagsAndTimeToLiveAreRemembered() {
    table.on(
        "UpdateContinuousBackups",
        "{'PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true}}");
    assertThat(table.on("DescribeContinuousBackups", "{}").body().toString())
        .contains("\"PointInTimeRecoveryStatus\":\"ENABLED\"");
    String arn = table.on("DescribeTable", "{}").body().get("Table").get("TableArn").stringValue();
    table.ask(
        "TagResource",
        "{'ResourceArn':'" + arn + "','Tags':[{'Key':'a','Value':'b'},{'Key':'c','Value':'d'}]}");
    table.ask("UntagResource", "{'ResourceArn':'" + arn + "','TagKeys':['a']}");
    assertThat(table.ask("ListTagsOfResource", "{'ResourceArn':'" + arn + "'}").body())
        .isEqualTo(TestTable.json("{'Tags':[{'Key':'c','Value':'d'}]}"));
    assertThat(table.on("DescribeTimeToLive", "{}").body())
        .isEqualTo(TestTable.json("{'TimeToLiveDescription':{'TimeToLiveStatus':'DISABLED'}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PutItem | {'Item':{'a':{'S':'x'}}} | Missing the key pk in the item",
        "PutItem | {'Item':{'pk':{'N':'1'},'sk':{'S':'-'}}} | Type mismatch for key pk expected: S actual: N",
        "PutItem | {'Item':{'pk':{'S':''},'sk':{'S':'-'}}} | cannot contain an empty string value. Key: pk",
        "PutItem | {'Item':{'pk':{'S':'k'},'sk':{'S':'-'}},'ReturnValues':'ALL_NEW'} | Return values set to invalid value",
        "GetItem | {'Key':{'pk':{'S':'k'}}} | The provided key element does not match the schema",
        "GetItem | {'Key':{'pk':{'S':'k'},'sk':{'S':'-'},'z':{'S':'-'}}} | The provided key element does not match the schema",
        "GetItem | {'Key':{'pk':{'S':'k'},'sk':{'S':'-'}},'ProjectionExpression':'m, m.x'} | path one: [m], path two: [m, x]",
        "DeleteItem | {} | Value null at 'key' failed to satisfy constraint",
        "DeleteItem | {'Key':{'pk':{'S':'k'},'sk':{'S':'-'}},'Expected':{'a':{}}} | no legacy conditions",
        "UpdateTable | {} | At least one of ProvisionedThroughput",
      })
  void wrongRequestsAreRefusedInAwssWords(String operation, String request, String message) {
    Response response = table.on(operation, request);
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body().get("__type").stringValue())
        .isEqualTo("com.amazon.coral.validate#ValidationException");
    assertThat(response.body().get("message").stringValue()).contains(message);
  }

  @Test
  void limitsOfKeysAndItemsHold() {
    assertThat(
            table
                .on("GetItem", "{'Key':{'pk':{'S':'" + "x".repeat(2049) + "'},'sk':{'S':'-'}}}")
                .body()
                .toString())
        .contains("2048 bytes");
    assertThat(
            table
                .on("GetItem", "{'Key':{'pk':{'S':'x'},'sk':{'S':'" + "x".repeat(1025) + "'}}}")
                .body()
                .toString())
        .contains("1024 bytes");
    assertThat(
            table
                .on(
                    "GetItem",
                    "{'Key':{'pk':{'S':'"
                        + "x".repeat(2048)
                        + "'},'sk':{'S':'"
                        + "x".repeat(1024)
                        + "'}}}")
                .isOk())
        .isTrue();
    int overhead = "pk".length() + 1 + "sk".length() + 1 + "v".length();
    String item = "{'Item':{'pk':{'S':'k'},'sk':{'S':'-'},'v':{'S':'%s'}}}";
    assertThat(table.on("PutItem", item.formatted("x".repeat(400 * 1024 - overhead))).isOk())
        .isTrue();
    assertThat(
            table
                .on("PutItem", item.formatted("x".repeat(400 * 1024 - overhead + 1)))
                .body()
                .get("message")
                .stringValue())
        .isEqualTo("Item size has exceeded the maximum allowed size");
    assertThat(
            table
                .on(
                    "UpdateItem",
                    "{'Key':{'pk':{'S':'k'},'sk':{'S':'-'}},'UpdateExpression':'SET w=:w','ExpressionAttributeValues':{':w':{'S':'x'}}}")
                .body()
                .get("message")
                .stringValue())
        .isEqualTo("Item size to update has exceeded the maximum allowed size");
  }

  @ParameterizedTest
  @CsvSource({"ab, at least 3 characters", "a b c, regular expression pattern"})
  void tableNamesAreChecked(String name, String message) {
    assertThat(
            table
                .ask("CreateTable", TestTable.CREATE.replace("'tab'", "'" + name + "'"))
                .body()
                .get("message")
                .stringValue())
        .contains(message);
  }

  @Test
  void batchesWriteAndReadWhatTheyCan() {
    String puts =
        IntStream.range(0, 26)
            .mapToObj(i -> "{'PutRequest':{'Item':" + TestTable.key("k" + i) + "}}")
            .collect(Collectors.joining(","));
    assertThat(
            table
                .ask("BatchWriteItem", "{'RequestItems':{'tab':[" + puts + "]}}")
                .body()
                .get("message")
                .stringValue())
        .contains("Too many items");
    String twice =
        "{'RequestItems':{'tab':[{'PutRequest':{'Item':%1$s}},{'DeleteRequest':{'Key':%1$s}}]}}"
            .formatted(TestTable.key("k"));
    assertThat(table.ask("BatchWriteItem", twice).body().get("message").stringValue())
        .contains("contains duplicates");
    String some =
        "{'RequestItems':{'tab':[{'PutRequest':{'Item':%s}},{'DeleteRequest':{'Key':%s}}]}}"
            .formatted(TestTable.key("k"), TestTable.key("z"));
    assertThat(table.ask("BatchWriteItem", some).body())
        .isEqualTo(TestTable.json("{'UnprocessedItems':{}}"));
    JsonNode got =
        table
            .ask(
                "BatchGetItem",
                "{'RequestItems':{'tab':{'ConsistentRead':true,'Keys':[%s,%s]}}}"
                    .formatted(TestTable.key("k"), TestTable.key("z")))
            .body();
    assertThat(got.get("Responses").get("tab")).hasSize(1);
    assertThat(got.get("UnprocessedKeys")).isEmpty();
  }

  @Test
  void whatIsNotAdmittedOfABatchComesBackAndAllOfItIsAThrottledRequest() {
    String request =
        "{'RequestItems':{'tab':[{'PutRequest':{'Item':%s}},{'PutRequest':{'Item':%s}}]}}"
            .formatted(TestTable.key("a"), TestTable.key("b"));
    int[] asked = {0};
    Response half =
        table
            .engine()
            .run(
                "BatchWriteItem",
                TestTable.json(request),
                charges -> asked[0]++ == 0 ? null : charges.getFirst())
            .response();
    assertThat(half.body().get("UnprocessedItems").get("tab")).hasSize(1);
    assertThat(table.engine().items("tab")).hasSize(1);
    Response none =
        table.engine().run("BatchWriteItem", TestTable.json(request), List::getFirst).response();
    assertThat(none.error()).isEqualTo("ThrottlingException");
    assertThat(none.body().get("ThrottlingReasons").get(0).get("reason").stringValue())
        .isEqualTo("TableWriteKeyRangeThroughputExceeded");
  }
}
