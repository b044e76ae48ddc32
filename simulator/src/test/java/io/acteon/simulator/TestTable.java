package io.acteon.simulator;

import io.acteon.simulator.engine.Engine;
import io.acteon.simulator.engine.Response;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An engine with one table {@code tab} (keys {@code pk}, {@code sk}, index {@code gix} on {@code
 * g}, {@code n} including {@code p}), asked in JSON with single quotes. Not thread-safe.
 */
public final class TestTable {
  public static final String CREATE =
      """
      {'TableName':'tab','BillingMode':'PAY_PER_REQUEST',
       'AttributeDefinitions':[
         {'AttributeName':'pk','AttributeType':'S'},{'AttributeName':'sk','AttributeType':'S'},
         {'AttributeName':'g','AttributeType':'S'},{'AttributeName':'n','AttributeType':'N'}],
       'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'},{'AttributeName':'sk','KeyType':'RANGE'}],
       'GlobalSecondaryIndexes':[{'IndexName':'gix',
         'KeySchema':[{'AttributeName':'g','KeyType':'HASH'},{'AttributeName':'n','KeyType':'RANGE'}],
         'Projection':{'ProjectionType':'INCLUDE','NonKeyAttributes':['p']}}]}\
      """;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Engine engine;

  public TestTable() {
    this(Engine.create());
    ask("CreateTable", CREATE);
  }

  private TestTable(Engine engine) {
    this.engine = engine;
  }

  public static ObjectNode json(String text) {
    return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
  }

  public Engine engine() {
    return engine;
  }

  public TestTable copy() {
    return new TestTable(engine.copy());
  }

  public Response ask(String operation, String request) {
    return engine.apply(operation, json(request));
  }

  /** The same, for a request about the table. */
  public Response on(String operation, String request) {
    ObjectNode node = json(request);
    node.put("TableName", "tab");
    return engine.apply(operation, node);
  }

  public static String key(String pk) {
    return "{'pk':{'S':'" + pk + "'},'sk':{'S':'-'}}";
  }

  /** The item at {@link #key}, with only these attributes besides. */
  public void put(String pk, String attributes) {
    ObjectNode item = json(key(pk));
    for (Map.Entry<String, JsonNode> attribute : json(attributes).properties()) {
      item.set(attribute.getKey(), attribute.getValue());
    }
    ObjectNode request = json("{'TableName':'tab'}");
    request.set("Item", item);
    Response response = engine.apply("PutItem", request);
    if (!response.isOk()) {
      throw new IllegalArgumentException("the item cannot be put: " + response.body());
    }
  }

  /** The item's attributes besides its key, or null if there is none. */
  public JsonNode attributes(String pk) {
    JsonNode item =
        on("GetItem", "{'ConsistentRead':true,'Key':" + key(pk) + "}").body().get("Item");
    if (item == null) {
      return JSON.nullNode();
    }
    return ((ObjectNode) item).remove(List.of("pk", "sk"));
  }
}
