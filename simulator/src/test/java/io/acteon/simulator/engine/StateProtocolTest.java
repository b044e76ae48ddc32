package io.acteon.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.simulator.TestTable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The expressions on which the state engine stands, run as it writes them. */
final class StateProtocolTest {
  private static final String FENCE =
      "(attribute_not_exists(ver) OR ver < :v) AND (attribute_not_exists(f) OR f < :v)";
  private static final String LIVE =
      "attribute_not_exists(d) AND (attribute_not_exists(x) OR x > :now)";
  private static final String RING =
      "o3=if_not_exists(o2,:z), o2=if_not_exists(o1,:z), o1=if_not_exists(o0,:z), o0=:oid";
  private static final String SLOT =
      "(#w < :v OR (attribute_not_exists(#w) AND (attribute_not_exists(lo) OR lo < :v)))";

  private final TestTable table = new TestTable();

  @Test
  void checkAndSetWinsOnceAndShowsTheWinnerToTheLoser() {
    assertThat(checkAndSet("first", 10, 100).isOk()).isTrue();
    Response loser = checkAndSet("second", 11, 100);
    assertThat(loser.error()).isEqualTo("ConditionalCheckFailedException");
    assertThat(loser.body().get("Item").get("val").get("S").stringValue()).isEqualTo("first");
  }

  @Test
  void checkAndSetTakesOverAnExpiredItemInOneWrite() {
    checkAndSet("first", 10, 100);
    assertThat(checkAndSet("second", 11, 1001).isOk()).isTrue();
    assertThat(table.attributes("k").get("val").get("S").stringValue()).isEqualTo("second");
  }

  @Test
  void aLateDuplicateIsRefusedByTheFenceForEver() {
    assertThat(set("new", 20).isOk()).isTrue();
    assertThat(set("late", 19).error()).isEqualTo("ConditionalCheckFailedException");
    assertThat(set("again", 20).error()).isEqualTo("ConditionalCheckFailedException");
  }

  @Test
  void theRingKeepsTheLastFourOperationsInOrder() {
    for (int v = 1; v <= 6; v++) {
      set("value", v);
    }
    JsonNode item = table.attributes("k");
    assertThat(item.get("o0").get("S").stringValue()).isEqualTo("op6");
    assertThat(item.get("o1").get("S").stringValue()).isEqualTo("op5");
    assertThat(item.get("o2").get("S").stringValue()).isEqualTo("op4");
    assertThat(item.get("o3").get("S").stringValue()).isEqualTo("op3");
  }

  @Test
  void anIncrementIsIdempotentPerWriterSlot() {
    assertThat(increment("w1", 1, 3).isOk()).isTrue();
    assertThat(increment("w1", 1, 3).error()).isEqualTo("ConditionalCheckFailedException");
    assertThat(increment("w2", 1, 4).isOk()).isTrue();
    assertThat(increment("w1", 2, 5).isOk()).isTrue();
    JsonNode item = table.attributes("k");
    assertThat(item.get("c").get("N").stringValue()).isEqualTo("12");
    assertThat(item.get("rw1").get("N").stringValue()).isEqualTo("12");
    assertThat(item.get("rw2").get("N").stringValue()).isEqualTo("7");
    assertThat(item.get("x").get("N").stringValue()).isEqualTo("1000");
  }

  @Test
  void theRateLimiterAdmitsUntilItsLimitAndThenShowsWhenToRetry() {
    table.put("k", "{'tat':{'N':'500'}}");
    assertThat(gcra(1, 600).isOk()).isTrue();
    assertThat(gcra(2, 600).isOk()).isTrue();
    Response rejected = gcra(3, 550);
    assertThat(rejected.body().get("Item").get("tat").get("N").stringValue()).isEqualTo("600");
  }

  @Test
  void aLockIsAcquiredExtendedReleasedAndNotStolen() {
    assertThat(acquire("A", 10, 0).isOk()).isTrue();
    assertThat(acquire("B", 11, 900).error()).isEqualTo("ConditionalCheckFailedException");
    assertThat(acquire("B", 12, 1001).isOk()).isTrue();
    Response release =
        update(
            "own = :me AND tok = :tok",
            "SET rel=:tok, rvn=:v, expiry=:far REMOVE own, exp",
            Map.of(
                ":me", "{'S':'A'}", ":tok", "{'N':'10'}", ":v", "{'N':'13'}", ":far", "{'N':'9'}"),
            Map.of());
    assertThat(release.error()).isEqualTo("ConditionalCheckFailedException");
    assertThat(table.attributes("k").get("own").get("S").stringValue()).isEqualTo("B");
  }

  @Test
  void aSealMakesALostAttemptUnableToLand() {
    Response seal =
        update(
            "attribute_not_exists(pk) OR ((d = :t OR x <= :now) AND (attribute_not_exists(f) OR f < :v))",
            "SET f=:v, d=:t, expiry=:far",
            Map.of(
                ":t",
                "{'BOOL':true}",
                ":now",
                "{'N':'1'}",
                ":v",
                "{'N':'50'}",
                ":far",
                "{'N':'9'}"),
            Map.of());
    assertThat(seal.isOk()).isTrue();
    assertThat(set("lost", 49).error()).isEqualTo("ConditionalCheckFailedException");
    assertThat(set("next", 51).isOk()).isTrue();
  }

  @Test
  void aLiveConditionSeesTombstonesAndExpiry() {
    Map<String, String> now = Map.of(":now", "{'N':'1000'}");
    assertThat(update(LIVE, "REMOVE nothing", now, Map.of()).isOk()).isTrue();
    table.put("k", "{'d':{'BOOL':true}}");
    assertThat(update(LIVE, "REMOVE nothing", now, Map.of()).isOk()).isFalse();
    table.put("k", "{'x':{'N':'1000'}}");
    assertThat(update(LIVE, "REMOVE nothing", now, Map.of()).isOk()).isFalse();
    table.put("k", "{'x':{'N':'1001'}}");
    assertThat(update(LIVE, "REMOVE nothing", now, Map.of()).isOk()).isTrue();
  }

  private Response checkAndSet(String value, long version, long now) {
    return update(
        "(attribute_not_exists(pk) OR d = :t OR x <= :now) AND " + FENCE,
        "SET val=:val, ver=:v, x=:x, expiry=:far, " + RING + " REMOVE d",
        Map.of(
            ":val",
            "{'S':'" + value + "'}",
            ":v",
            "{'N':'" + version + "'}",
            ":x",
            "{'N':'1000'}",
            ":now",
            "{'N':'" + now + "'}",
            ":t",
            "{'BOOL':true}",
            ":far",
            "{'N':'4000'}",
            ":oid",
            "{'S':'op" + version + "'}",
            ":z",
            "{'S':'0'}"),
        Map.of());
  }

  private Response set(String value, long version) {
    return update(
        FENCE,
        "SET val=:val, ver=:v, " + RING + " REMOVE d, x, expiry",
        Map.of(
            ":val", "{'S':'" + value + "'}",
            ":v", "{'N':'" + version + "'}",
            ":oid", "{'S':'op" + version + "'}",
            ":z", "{'S':'0'}"),
        Map.of());
  }

  private Response increment(String slot, long version, long by) {
    return update(
        LIVE + " AND " + SLOT,
        "SET c=if_not_exists(c,:zero)+:by, #r=if_not_exists(c,:zero)+:by, #w=:v, x=if_not_exists(x,:x), expiry=if_not_exists(expiry,:far)",
        Map.of(
            ":zero", "{'N':'0'}",
            ":by", "{'N':'" + by + "'}",
            ":v", "{'N':'" + version + "'}",
            ":now", "{'N':'1'}",
            ":x", "{'N':'1000'}",
            ":far", "{'N':'4000'}"),
        Map.of("#w", slot, "#r", "r" + slot));
  }

  private Response gcra(long version, long limit) {
    return update(
        "tat >= :now AND tat <= :lim AND " + SLOT,
        "SET tat=tat+:inc, #w=:v, expiry=:far",
        Map.of(
            ":now", "{'N':'400'}",
            ":lim", "{'N':'" + limit + "'}",
            ":inc", "{'N':'50'}",
            ":v", "{'N':'" + version + "'}",
            ":far", "{'N':'4000'}"),
        Map.of("#w", "w1"));
  }

  private Response acquire(String owner, long version, long nowMinusSkew) {
    return update(
        "(attribute_not_exists(own) OR rvn = :seen OR exp < :nowMinusSkew) AND (attribute_not_exists(rvn) OR rvn < :v) AND (attribute_not_exists(f) OR f < :v)",
        "SET own=:oid, rvn=:v, tok=:v, dur=:dur, exp=:exp, expiry=:far",
        Map.of(
            ":oid", "{'S':'" + owner + "'}",
            ":seen", "{'N':'-1'}",
            ":nowMinusSkew", "{'N':'" + nowMinusSkew + "'}",
            ":v", "{'N':'" + version + "'}",
            ":dur", "{'N':'30'}",
            ":exp", "{'N':'1000'}",
            ":far", "{'N':'4000'}"),
        Map.of());
  }

  private Response update(
      String condition, String update, Map<String, String> values, Map<String, String> names) {
    ObjectNode request =
        TestTable.json(
            "{'TableName':'tab','ReturnValuesOnConditionCheckFailure':'ALL_OLD','Key':"
                + TestTable.key("k")
                + "}");
    request.put("ConditionExpression", condition);
    request.put("UpdateExpression", update);
    ObjectNode valueNodes = request.putObject("ExpressionAttributeValues");
    values.forEach((name, value) -> valueNodes.set(name, TestTable.json(value)));
    if (!names.isEmpty()) {
      ObjectNode nameNodes = request.putObject("ExpressionAttributeNames");
      names.forEach(nameNodes::put);
    }
    Response response = table.engine().apply("UpdateItem", request);
    assertThat(response.error()).isNotEqualTo("ValidationException");
    return response;
  }
}
