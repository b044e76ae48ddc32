package io.acteon.simulator.difference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random requests about a small table, most of them meaningful, some of them wrong. Not
 * thread-safe.
 *
 * <p>Written numbers are canonical, because DynamoDB Local gives numbers back as they were written
 * where AWS normalises them.
 */
final class RandomRequests {
  private static final List<String> NAMES = List.of("a", "b", "s", "l", "m", "ss", "ns", "t", "q");
  private static final List<String> TYPES =
      List.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS");

  private final Random random;
  private Map<String, String> values = new LinkedHashMap<>();

  RandomRequests(long seed) {
    this.random = new Random(seed);
  }

  private String one(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String one(String... list) {
    return list[random.nextInt(list.length)];
  }

  private String number() {
    return one("0", "1", "2", "5", "-3", "10", "2.5", "100", "0.001", "99999999999999999999");
  }

  private String value() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> "{'N':'" + number() + "'}";
      case 3, 4 -> "{'S':'" + one("", "a", "ab", "abc", "b", "z", "é") + "'}";
      case 5 ->
          one("{'BOOL':true}", "{'BOOL':false}", "{'NULL':true}", "{'B':'AQID'}", "{'B':'AQ=='}");
      case 6 -> one("{'SS':['a']}", "{'SS':['a','b']}", "{'SS':['b','c']}");
      case 7 -> one("{'NS':['1']}", "{'NS':['1','2']}", "{'NS':['5','10']}");
      case 8 -> one("{'L':[]}", "{'L':[{'N':'1'}]}", "{'L':[{'N':'1'},{'S':'a'},{'N':'5'}]}");
      default -> one("{'M':{}}", "{'M':{'x':{'N':'1'}}}", "{'M':{'x':{'N':'5'},'y':{'S':'a'}}}");
    };
  }

  private String given() {
    return given(value());
  }

  private String given(String value) {
    String name = ":v" + values.size();
    values.put(name, value);
    return name;
  }

  private String path() {
    return switch (random.nextInt(16)) {
      case 0, 1 -> one("m.x", "m.y", "m.z");
      case 2 -> one("l[0]", "l[1]", "l[7]");
      case 3 -> one("a.x", "q[0]", "l[0].x", "m.x.y");
      default -> one(NAMES);
    };
  }

  private String scalar() {
    return one("{'N':'" + number() + "'}", "{'S':'a'}", "{'S':'b'}", "{'B':'AQID'}");
  }

  private String operand() {
    return switch (random.nextInt(6)) {
      case 0 -> "size(" + path() + ")";
      case 1, 2 -> path();
      default -> given();
    };
  }

  private String condition(int depth) {
    int kind = random.nextInt(depth > 2 ? 9 : 13);
    return switch (kind) {
      case 0 -> operand() + " " + one("=", "<>", "<", "<=", ">", ">=") + " " + operand();
      case 1 -> path() + " " + one("<", "<=", ">", ">=") + " " + given(scalar());
      case 2 -> path() + " " + one("=", "<>") + " " + given();
      case 3 -> "attribute_exists(" + path() + ")";
      case 4 -> "attribute_not_exists(" + path() + ")";
      case 5 -> "attribute_type(" + path() + ", " + given("{'S':'" + one(TYPES) + "'}") + ")";
      case 6 -> "begins_with(" + path() + ", " + operand() + ")";
      case 7 -> "contains(" + path() + ", " + operand() + ")";
      case 8 ->
          random.nextBoolean()
              ? path() + " BETWEEN " + operand() + " AND " + operand()
              : path() + " IN (" + operand() + ", " + operand() + ")";
      case 9 -> "NOT " + condition(depth + 1);
      case 10 -> "(" + condition(depth + 1) + ") AND " + condition(depth + 1);
      case 11 -> condition(depth + 1) + " OR " + condition(depth + 1);
      default -> condition(depth + 1) + " AND " + condition(depth + 1);
    };
  }

  private String source(int depth) {
    return switch (random.nextInt(depth > 1 ? 4 : 12)) {
      case 0, 1, 8, 9 -> given();
      case 2 -> path();
      case 3, 10 ->
          "if_not_exists(" + path() + ", " + (depth > 1 ? given() : source(depth + 1)) + ")";
      case 4 -> "list_append(" + source(depth + 1) + ", " + source(depth + 1) + ")";
      case 5 -> given("{'N':'" + number() + "'}");
      case 6, 7 ->
          "if_not_exists("
              + one(NAMES)
              + ", "
              + given("{'N':'" + number() + "'}")
              + ")"
              + one(" + ", " - ")
              + given("{'N':'" + number() + "'}");
      default -> source(depth + 2) + one(" + ", " - ") + source(depth + 2);
    };
  }

  private String addend() {
    return random.nextInt(3) == 0
        ? value()
        : one("{'N':'" + number() + "'}", "{'SS':['a','c']}", "{'NS':['1','5']}");
  }

  private String subtrahend() {
    return random.nextInt(4) == 0 ? value() : one("{'SS':['a','c']}", "{'NS':['1','5']}");
  }

  private String update() {
    List<String> sections = new ArrayList<>();
    if (random.nextInt(4) != 0) {
      sections.add("SET " + repeated(() -> path() + " = " + source(0)));
    }
    if (random.nextInt(3) == 0) {
      sections.add("REMOVE " + repeated(this::path));
    }
    if (random.nextInt(4) == 0) {
      sections.add("ADD " + repeated(() -> path() + " " + given(addend())));
    }
    if (sections.isEmpty() || random.nextInt(6) == 0) {
      sections.add("DELETE " + repeated(() -> path() + " " + given(subtrahend())));
    }
    return String.join(" ", sections);
  }

  private String repeated(Supplier<String> part) {
    String first = part.get();
    return random.nextInt(3) == 0 ? first + ", " + part.get() : first;
  }

  private String key() {
    return "{'pk':{'S':'" + one("p1", "p2") + "'},'sk':{'S':'" + one("a", "ab", "b") + "'}}";
  }

  private String valuesMember() {
    if (values.isEmpty()) {
      return "";
    }
    List<String> members = new ArrayList<>();
    values.forEach((name, value) -> members.add("'" + name + "':" + value));
    return ",'ExpressionAttributeValues':{" + String.join(",", members) + "}";
  }

  /** An item for PutItem; some enter the index. */
  String put() {
    String key = key();
    StringBuilder item = new StringBuilder(key);
    item.setLength(item.length() - 1);
    for (String name : NAMES) {
      if (random.nextInt(3) != 0) {
        item.append(",'").append(name).append("':").append(value());
      }
    }
    if (random.nextBoolean()) {
      item.append(",'g':{'S':'")
          .append(one("x", "y"))
          .append("'},'n':{'N':'")
          .append(sortNumber(key))
          .append("'}");
    }
    return "{'TableName':'tab','ReturnConsumedCapacity':'INDEXES','Item':" + item + "}}";
  }

  /** Different for each item, because equal keys of an index have no order. */
  private String sortNumber(String key) {
    return random.nextInt(-3, 10) + "." + (1 + Math.floorMod(key.hashCode(), 99_991)) + "1";
  }

  /** An UpdateItem, with a condition half of the time. */
  String updateItem() {
    values = new LinkedHashMap<>();
    String update = update();
    String condition = random.nextBoolean() ? ",'ConditionExpression':'" + condition(0) + "'" : "";
    return "{'TableName':'tab','Key':"
        + key()
        + ",'ReturnValues':'ALL_NEW','ReturnConsumedCapacity':'INDEXES','ReturnValuesOnConditionCheckFailure':'ALL_OLD','UpdateExpression':'"
        + update
        + "'"
        + condition
        + valuesMember()
        + "}";
  }

  /** A DeleteItem under a condition. */
  String deleteItem() {
    values = new LinkedHashMap<>();
    return "{'TableName':'tab','ReturnValues':'ALL_OLD','ReturnConsumedCapacity':'TOTAL','Key':"
        + key()
        + ",'ConditionExpression':'"
        + condition(0)
        + "'"
        + valuesMember()
        + "}";
  }

  /** A Query of the table or its index, with a filter half of the time. */
  String query() {
    values = new LinkedHashMap<>();
    boolean index = random.nextBoolean();
    String partition =
        index
            ? "g = " + given("{'S':'" + one("x", "y", "z") + "'}")
            : "pk = " + given("{'S':'" + one("p1", "p2", "p3") + "'}");
    String sort = index ? "n" : "sk";
    String restriction =
        switch (random.nextInt(5)) {
          case 0 -> "";
          case 1 -> " AND " + sort + " BETWEEN " + sortValue(index) + " AND " + sortValue(index);
          case 2 -> index ? "" : " AND begins_with(sk, " + sortValue(false) + ")";
          default -> " AND " + sort + one(" = ", " < ", " <= ", " > ", " >= ") + sortValue(index);
        };
    String filter = random.nextBoolean() ? ",'FilterExpression':'" + condition(1) + "'" : "";
    return "{'TableName':'tab','KeyConditionExpression':'"
        + partition
        + restriction
        + "','ScanIndexForward':"
        + random.nextBoolean()
        + (index ? ",'IndexName':'gix'" : "")
        + filter
        + (random.nextInt(3) == 0 ? ",'Limit':" + (1 + random.nextInt(3)) : "")
        + valuesMember()
        + "}";
  }

  private String sortValue(boolean index) {
    return given(index ? "{'N':'" + number() + "'}" : "{'S':'" + one("a", "ab", "b", "c") + "'}");
  }

  /** A TransactWriteItems of two or three writes. */
  String transaction() {
    List<String> writes = new ArrayList<>();
    for (String sk : List.of("a", "ab", "b").subList(random.nextInt(2), 3)) {
      values = new LinkedHashMap<>();
      String kind = one("Delete", "ConditionCheck");
      String condition =
          ",'ConditionExpression':'"
              + (random.nextBoolean() ? "attribute_not_exists(nowhere)" : condition(1))
              + "'";
      writes.add(
          "{'"
              + kind
              + "':{'TableName':'tab','ReturnValuesOnConditionCheckFailure':'ALL_OLD','Key':{'pk':{'S':'p1'},'sk':{'S':'"
              + sk
              + "'}}"
              + condition
              + valuesMember()
              + "}}");
    }
    return "{'TransactItems':[" + String.join(",", writes) + "]}";
  }
}
