package io.acteon.simulator.engine;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Rejection;
import io.acteon.simulator.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * DynamoDB as a value: requests go in, answers come out, nothing else happens. Deterministic: the
 * same requests in the same order at the same instants give the same answers.
 *
 * <p>Not thread-safe. {@link #copy()} costs nothing, so that a test may try every continuation of a
 * state.
 */
public final class Engine {
  private static final Duration TTL_TOO_OLD =
      Duration.ofDays(5 * 365); // DynamoDB leaves those alone

  private Database database;

  private Engine(Database database) {
    this.database = database;
  }

  /** An engine without tables whose indexes follow at once and whose clock stands at the epoch. */
  public static Engine create() {
    return new Engine(Database.empty(Instant.EPOCH, Duration.ZERO, false));
  }

  /** An engine at an instant; creating and deleting tables takes {@code tableDelay}. */
  public static Engine create(Instant now, Duration tableDelay) {
    return new Engine(Database.empty(now, tableDelay, false));
  }

  /** What a request did: the answer and the capacity it consumed. */
  public record Execution(Response response, List<Charge> charges) {}

  /** An item that a request touches. */
  public record Touched(String table, ItemKey key) {}

  /** An independent engine in the same state. */
  public Engine copy() {
    return new Engine(database);
  }

  /** Returns to the state of another engine. */
  public void restore(Engine other) {
    database = other.database;
  }

  public Instant now() {
    return database.now();
  }

  /** Moves the clock forward; it never goes back. */
  public void advanceTo(Instant instant) {
    database = database.at(instant);
  }

  /**
   * Answers a request, {@code operation} being the name on the wire without version: {@code
   * UpdateItem}.
   */
  public Response apply(String operation, JsonNode request) {
    return run(operation, request, Admission.UNLIMITED).response();
  }

  /** Answers a request whose capacity has to be admitted. */
  public Execution run(String operation, JsonNode request, Admission admission) {
    Operation found = Operations.find(operation);
    if (found == null) {
      return refused(Rejection.unknownOperation(operation));
    }
    if (!request.isObject()) {
      return refused(Rejection.serialization("The request is not a JSON object"));
    }
    try {
      Effect effect = found.run(database, request, admission);
      database = effect.database();
      return new Execution(effect.response(), effect.charges());
    } catch (Rejection rejection) {
      return refused(rejection);
    }
  }

  private static Execution refused(Rejection rejection) {
    return new Execution(Response.of(rejection), List.of());
  }

  /** Whether an operation reads or writes items, as opposed to managing tables. */
  public static boolean isDataOperation(String operation) {
    return Operations.data().contains(operation);
  }

  /** Names of the operations on items. */
  public static Set<String> dataOperations() {
    return Operations.data();
  }

  /** The items that a request names, in its order; none if it is malformed or names none. */
  public List<Touched> touched(String operation, JsonNode request) {
    return Footprint.of(database, operation, request);
  }

  /** From now on writes leave index changes pending, to be shown by {@link #propagate}. */
  public void holdIndexes() {
    database = database.withLag(true);
  }

  /** Index changes that queries do not see yet. */
  public List<IndexChange> pendingIndexChanges() {
    return database.pending().after(0);
  }

  /** Those of them that were numbered above {@code sequence}, oldest first. */
  public List<IndexChange> pendingIndexChangesAfter(long sequence) {
    return database.pending().after(sequence);
  }

  /** Shows one pending change to queries, and with it the older ones of the same item. */
  public void propagate(IndexChange change) {
    database = database.propagate(change);
  }

  /** How many writes to indexed items there were; pending changes are numbered by it. */
  public long indexSequence() {
    return database.sequence();
  }

  /** Collects what has expired by now, as DynamoDB does some time later; answers how many items. */
  public int collectExpired(Instant now) {
    int collected = 0;
    for (Touched item : expired(now)) {
      collected += collect(item, now) ? 1 : 0;
    }
    return collected;
  }

  /** The items that {@link #collectExpired} would collect; on a copy this needs no lock. */
  public List<Touched> expired(Instant now) {
    List<Touched> expired = new ArrayList<>();
    for (SortedTree.Node<String, Table> table : database.tables().all()) {
      String attribute = table.value().info().timeToLive();
      if (attribute == null || database.find(table.key()) == null) {
        continue;
      }
      for (SortedTree.Node<ItemKey, Item> item : table.value().items().all()) {
        if (isExpired(item.value(), attribute, now)) {
          expired.add(new Touched(table.key(), item.key()));
        }
      }
    }
    return expired;
  }

  /** Collects one item if it is there and (still) expired. */
  public boolean collect(Touched item, Instant now) {
    Table table = database.find(item.table());
    String attribute = table == null ? null : table.info().timeToLive();
    Item current = table == null ? null : table.get(item.key());
    if (table == null || attribute == null || current == null) {
      return false;
    }
    boolean expired = isExpired(current, attribute, now);
    if (expired) {
      database = database.write(table, item.key(), null);
    }
    return expired;
  }

  private static boolean isExpired(Item item, String attribute, Instant now) {
    BigDecimal latest = BigDecimal.valueOf(now.getEpochSecond());
    BigDecimal earliest = BigDecimal.valueOf(now.minus(TTL_TOO_OLD).getEpochSecond());
    return item.get(attribute) instanceof Value.N expiry
        && expiry.number().compareTo(latest) <= 0
        && expiry.number().compareTo(earliest) > 0;
  }

  /** The items of a table, for assertions. Empty if there is no such table. */
  public List<Item> items(String table) {
    Table found = database.find(table);
    List<Item> items = new ArrayList<>();
    if (found != null) {
      for (SortedTree.Node<ItemKey, Item> node : found.items().all()) {
        items.add(node.value());
      }
    }
    return items;
  }
}
