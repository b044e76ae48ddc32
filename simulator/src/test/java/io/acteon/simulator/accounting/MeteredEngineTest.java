package io.acteon.simulator.accounting;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.acteon.simulator.TestTable;
import io.acteon.simulator.engine.Engine;
import io.acteon.simulator.engine.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class MeteredEngineTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static MeteredEngine engine(Limits limits, MeteredEngine.Lags lags) {
    Engine engine = Engine.create(START, Duration.ZERO);
    engine.apply("CreateTable", TestTable.json(TestTable.CREATE));
    return new MeteredEngine(engine, limits, lags, 7);
  }

  private static JsonNode put(String pk, String more) {
    return TestTable.json(
        "{'TableName':'tab','Item':{'pk':{'S':'" + pk + "'},'sk':{'S':'-'}" + more + "}}");
  }

  @Test
  void aPartitionKeyIsThrottledAboveItsRateAndRecoversWithTime() {
    MeteredEngine engine = engine(Limits.aws(), MeteredEngine.Lags.none());
    int admitted = 0;
    for (int i = 0; i < 4000; i++) {
      Instant at = START.plusNanos(i * 500_000L); // 2,000 a second for two seconds
      admitted += engine.apply("PutItem", put("hot", ""), at).isOk() ? 1 : 0;
    }
    assertThat(admitted).isBetween(2990, 3010); // one second's burst and 1,000 a second
    assertThat(engine.apply("PutItem", put("cold", ""), START.plusSeconds(2)).isOk()).isTrue();
    assertThat(engine.apply("PutItem", put("hot", ""), START.plusSeconds(3)).isOk()).isTrue();
    Report report = engine.report();
    assertThat(requireNonNull(report.operations().get("PutItem")).errors())
        .containsEntry("ThrottlingException", 4000L - admitted);
  }

  @Test
  void aHotIndexPartitionThrottlesTheTable() {
    MeteredEngine engine = engine(Limits.aws().withPartition(10, 0), MeteredEngine.Lags.none());
    Response last = null;
    for (int i = 0; i < 12; i++) {
      last = engine.apply("PutItem", put("k" + i, ",'g':{'S':'x'},'n':{'N':'1'}"), START);
    }
    assertThat(
            requireNonNull(last).body().get("ThrottlingReasons").get(0).get("reason").stringValue())
        .isEqualTo("IndexWriteKeyRangeThroughputExceeded");
    assertThat(engine.copy().items("tab")).hasSize(10);
  }

  @Test
  void aWholeTableHasItsLimitToo() {
    MeteredEngine engine = engine(Limits.none().withTable(100, 100), MeteredEngine.Lags.none());
    int admitted = 0;
    for (int i = 0; i < 300; i++) {
      admitted += engine.apply("PutItem", put("k" + i, ""), START).isOk() ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(100);
  }

  @Test
  void aThrottledTransactionNamesItsItemsAndWritesNothing() {
    MeteredEngine engine = engine(Limits.aws().withPartition(2, 0), MeteredEngine.Lags.none());
    engine.apply("PutItem", put("a", ""), START);
    engine.apply("PutItem", put("a", ""), START);
    Response response =
        engine.apply(
            "TransactWriteItems",
            TestTable.json(
                "{'TransactItems':[{'Put':{'TableName':'tab','Item':%s}},{'Put':{'TableName':'tab','Item':%s}}]}"
                    .formatted(TestTable.key("b"), TestTable.key("a"))),
            START);
    assertThat(response.error()).isEqualTo("TransactionCanceledException");
    assertThat(response.body().get("Message").stringValue()).endsWith("[None, ThrottlingError]");
    assertThat(engine.copy().items("tab")).hasSize(1);
  }

  @Test
  void aMinuteOfLoadInVirtualTimeTellsTheHottestKey() {
    MeteredEngine engine = engine(Limits.none(), MeteredEngine.Lags.none());
    JsonNode shared =
        TestTable.json(
            "{'TableName':'tab','Key':"
                + TestTable.key("shared")
                + ",'UpdateExpression':'ADD c :one','ExpressionAttributeValues':{':one':{'N':'1'}}}");
    int dispatches = 60_000;
    for (int i = 0; i < dispatches; i++) {
      Instant at = START.plusNanos(i * 1_000_000L); // 1,000 a second
      boolean hot = i % 10 == 0;
      engine.apply(hot ? "UpdateItem" : "PutItem", hot ? shared : put("k" + i, ""), at);
    }
    Report report = engine.report();
    assertThat(report.requests()).isEqualTo(dispatches);
    assertThat(report.from()).isEqualTo(START);
    assertThat(report.to()).isEqualTo(START.plusSeconds(60).minusNanos(1_000_000));
    Report.Usage usage = requireNonNull(report.table("tab"));
    assertThat(usage.writeUnits()).isEqualTo(60_000);
    assertThat(usage.peakWritesPerSecond()).isEqualTo(1000);
    assertThat(usage.peakKeyWritesPerSecond()).isEqualTo(100);
    assertThat(usage.partitionKeys()).isEqualTo(54_001);
    assertThat(usage.hottest().getFirst())
        .isEqualTo(new Report.HotKey("shared", 6_000, 0, 0.1, 100, 0));
  }

  @Test
  void indexesLagByTheirDistributionAndItemsOvertakeEachOther() {
    MeteredEngine.Lags lags =
        new MeteredEngine.Lags(
            new Delay.Exponential(
                Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMillis(200)),
            Delay.none());
    MeteredEngine engine = engine(Limits.none(), lags);
    for (int i = 0; i < 100; i++) {
      engine.apply("PutItem", put("k" + i, ",'g':{'S':'x'},'n':{'N':'" + i + "'}"), START);
    }
    assertThat(indexed(engine, START)).isZero();
    int some = indexed(engine, START.plusMillis(20));
    assertThat(some).isBetween(25, 75);
    JsonNode items = query(engine, START.plusMillis(20)).get("Items");
    assertThat(items.get(items.size() - 1).get("n").get("N").asInt()).isGreaterThan(some);
    assertThat(indexed(engine, START.plusSeconds(30))).isEqualTo(100);
  }

  private static int indexed(MeteredEngine engine, Instant at) {
    return query(engine, at).get("Count").intValue();
  }

  private static JsonNode query(MeteredEngine engine, Instant at) {
    return engine
        .apply(
            "Query",
            TestTable.json(
                "{'TableName':'tab','IndexName':'gix','KeyConditionExpression':'g=:g','ExpressionAttributeValues':{':g':{'S':'x'}}}"),
            at)
        .body();
  }

  @Test
  void onlyReadsThatDoNotAskForConsistencyAreStale() {
    MeteredEngine engine =
        engine(
            Limits.none(),
            new MeteredEngine.Lags(Delay.none(), Delay.fixed(Duration.ofMillis(50))));
    engine.apply("PutItem", put("k", ",'v':{'N':'1'}"), START);
    engine.apply("PutItem", put("k", ",'v':{'N':'2'}"), START.plusMillis(100));
    assertThat(read(engine, false, START.plusMillis(120))).isEqualTo("1");
    assertThat(read(engine, true, START.plusMillis(120))).isEqualTo("2");
    assertThat(read(engine, false, START.plusMillis(150))).isEqualTo("2");
  }

  @Test
  void noReadIsSoStaleThatItDoesNotKnowItsTable() {
    MeteredEngine engine =
        engine(
            Limits.none(),
            new MeteredEngine.Lags(Delay.none(), Delay.fixed(Duration.ofMillis(50))));
    engine.apply("PutItem", put("k", ""), START);
    String other = TestTable.CREATE.replace("'tab'", "'other'");

    engine.apply("CreateTable", TestTable.json(other), START.plusMillis(100));

    String get = "{'TableName':'other','Key':" + TestTable.key("k") + "}";
    assertThat(engine.apply("GetItem", TestTable.json(get), START.plusMillis(110)).isOk()).isTrue();
  }

  private static String read(MeteredEngine engine, boolean consistent, Instant at) {
    return engine
        .apply(
            "GetItem",
            TestTable.json(
                "{'TableName':'tab','ConsistentRead':"
                    + consistent
                    + ",'Key':"
                    + TestTable.key("k")
                    + "}"),
            at)
        .body()
        .get("Item")
        .get("v")
        .get("N")
        .stringValue();
  }

  @Test
  void aResetForgetsTheCountsButNotTheTables() {
    MeteredEngine engine = engine(Limits.none(), MeteredEngine.Lags.none());
    engine.apply("PutItem", put("k", ""), START);
    engine.apply("Scan", TestTable.json("{'TableName':'tab'}"), START);
    assertThat(engine.report().scans()).isEqualTo(1);
    engine.reset();
    assertThat(engine.report().requests()).isZero();
    assertThat(engine.report().tables()).isEmpty();
    assertThat(engine.copy().items("tab")).hasSize(1);
  }

  @Test
  void anExponentialDelayMeetsItsMedianAndTail() {
    Delay delay = Delay.parse("exponential:1,3,20");
    SplittableRandom random = new SplittableRandom(42);
    double[] millis = new double[20_000];
    Arrays.setAll(millis, _ -> delay.sample(random) / 1e6);
    Arrays.sort(millis);
    assertThat(millis[0]).isGreaterThanOrEqualTo(1);
    assertThat(millis[10_000]).isCloseTo(3, within(0.15));
    assertThat(millis[19_800]).isCloseTo(20, within(2.0));
  }

  @Test
  void delaysAreReadFromText() {
    assertThat(Delay.parse("5")).isEqualTo(new Delay.Fixed(Duration.ofMillis(5)));
    assertThat(Delay.parse("normal:5,0.5"))
        .isEqualTo(new Delay.Normal(Duration.ofMillis(5), Duration.ofNanos(500_000)));
    assertThatThrownBy(() -> Delay.parse("often:5"))
        .hasMessageContaining("'often:5' is not understood");
    assertThatThrownBy(() -> Delay.parse("normal:a,b")).hasMessageContaining("'a' in delay");
    assertThatThrownBy(() -> Delay.parse("exponential:5,3,20"))
        .hasMessageContaining("minimum < median < p99");
  }
}
