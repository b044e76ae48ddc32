package io.acteon.dynamodb.exhaustive;

import io.acteon.simulator.engine.Engine;
import io.acteon.simulator.engine.Response;
import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every state that a small table was seen in, each once, with what every request does to it. For
 * one thread.
 */
final class Table {
  static final String NAME = "state";

  private final Map<List<Item>, Snapshot> snapshots = new HashMap<>();
  private final Map<JsonNode, Shown> shown = new HashMap<>();
  private final Snapshot empty;

  Table() {
    Engine engine = Engine.create();
    expectOk(engine.apply("CreateTable", creation()));
    ObjectNode ttl = JsonNodeFactory.instance.objectNode().put("TableName", NAME);
    ttl.putObject("TimeToLiveSpecification").put("Enabled", true).put("AttributeName", "ttl");
    expectOk(engine.apply("UpdateTimeToLive", ttl));
    this.empty = snapshot(engine);
  }

  private static ObjectNode creation() {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("TableName", NAME).put("BillingMode", "PAY_PER_REQUEST");
    var keys = request.putArray("KeySchema");
    keys.addObject().put("AttributeName", "pk").put("KeyType", "HASH");
    keys.addObject().put("AttributeName", "sk").put("KeyType", "RANGE");
    var attributes = request.putArray("AttributeDefinitions");
    attributes.addObject().put("AttributeName", "pk").put("AttributeType", "S");
    attributes.addObject().put("AttributeName", "sk").put("AttributeType", "S");
    return request;
  }

  private static void expectOk(Response response) {
    if (!response.isOk()) {
      throw new IllegalStateException("the engine says " + response.body());
    }
  }

  Snapshot empty() {
    return empty;
  }

  private Snapshot snapshot(Engine engine) {
    return snapshots.computeIfAbsent(engine.items(NAME), items -> new Snapshot(engine, items));
  }

  private Shown shown(JsonNode node) {
    return shown.computeIfAbsent(node, found -> new Shown(Attributes.read(found)));
  }

  /** An item in an answer; the only one of its contents, so equal only to itself. */
  static final class Shown {
    private final Map<String, AttributeValue> attributes;

    private Shown(Map<String, AttributeValue> attributes) {
      this.attributes = attributes;
    }

    Map<String, AttributeValue> attributes() {
      return attributes;
    }
  }

  /**
   * What a request did.
   *
   * @param applied false when its condition did not hold
   * @param shown the item that it returned, as it asked for
   */
  record Effect(Snapshot after, boolean applied, Shown shown) {}

  /** One state of the table; equal only to itself, and the only one of its contents. */
  final class Snapshot {
    private final Engine engine;
    private final List<Item> items;
    private final long firstTtl; // epoch seconds
    private final Map<Message, Effect> effects = new HashMap<>();

    private Snapshot(Engine engine, List<Item> items) {
      this.engine = engine;
      this.items = items;
      this.firstTtl =
          items.stream()
              .map(item -> item.get("ttl"))
              .mapToLong(ttl -> ttl instanceof Value.N n ? n.number().longValue() : Long.MAX_VALUE)
              .min()
              .orElse(Long.MAX_VALUE);
    }

    Effect apply(Message message) {
      return effects.computeIfAbsent(message, this::applied);
    }

    private Effect applied(Message message) {
      Engine next = engine.copy();
      Response response = next.apply(message.action(), message.body());
      if (response.isOk()) {
        JsonNode shown =
            response.body().path(message.action().equals("GetItem") ? "Item" : "Attributes");
        return new Effect(snapshot(next), true, Table.this.shown(shown));
      }
      if (!response.error().equals("ConditionalCheckFailedException")) {
        throw new IllegalStateException("the engine says " + response.body() + " to " + message);
      }
      return new Effect(this, false, Table.this.shown(response.body().path("Item")));
    }

    /** The state once DynamoDB has collected what may be collected at {@code now}. */
    Snapshot collected(Instant now) {
      if (now.getEpochSecond() < firstTtl) {
        return this;
      }
      Engine next = engine.copy();
      return next.collectExpired(now) == 0 ? this : snapshot(next);
    }

    @Override
    public String toString() {
      return items.toString();
    }
  }
}
