package io.acteon.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.TestTable;
import io.acteon.simulator.accounting.Delay;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FaultsTest {
  private static final String ADD =
      """
      {'TableName':'tab','Key':{'pk':{'S':'k'},'sk':{'S':'-'}},'UpdateExpression':'ADD c :one',
       'ExpressionAttributeValues':{':one':{'N':'1'}}}\
      """;
  private static final String READ =
      "{'TableName':'tab','ConsistentRead':true,'Key':{'pk':{'S':'k'},'sk':{'S':'-'}}}";
  private static final String TRANSACTION = "{'TransactItems':[{'Update':" + ADD + "}]}";

  private final Simulator simulator = Simulator.start(SimulatorOptions.plain());
  private final Client client = new Client(simulator.endpoint());

  @BeforeEach
  void createTable() throws Exception {
    assertThat(client.call("CreateTable", TestTable.CREATE).status()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  private int counter() throws Exception {
    simulator.faults(Faults.none());
    var item = client.call("GetItem", READ).body().get("Item");
    return item == null ? 0 : item.get("c").get("N").asInt();
  }

  @Test
  void aCutRequestIsNotAppliedAndNotAnswered() throws Exception {
    simulator.faults(Faults.builder().cutBefore(1).build());
    assertThatThrownBy(() -> client.call("UpdateItem", ADD)).isInstanceOf(IOException.class);
    assertThat(counter()).isZero();
    assertThat(simulator.report().faults().get("cut_before")).isPositive();
  }

  @Test
  void aLostResponseIsOfAnAppliedRequest() throws Exception {
    simulator.faults(Faults.builder().loseResponse(1).build());
    assertThatThrownBy(() -> client.call("UpdateItem", ADD)).isInstanceOf(IOException.class);
    assertThat(counter()).isPositive();
  }

  @Test
  void aServerErrorComesBeforeOrAfterTheCommit() throws Exception {
    simulator.faults(Faults.builder().errorBefore(1).build());
    Client.Answer before = client.call("UpdateItem", ADD);
    assertThat(before.status()).isEqualTo(500);
    assertThat(before.error()).isEqualTo("InternalServerError");
    assertThat(counter()).isZero();
    simulator.faults(Faults.builder().errorAfter(1).build());
    assertThat(client.call("UpdateItem", ADD).status()).isEqualTo(500);
    assertThat(counter()).isEqualTo(1);
  }

  /** Nothing between a client and DynamoDB repeats a request whose refusal it has delivered. */
  @Test
  void aRefusedRequestIsNotRepeated() throws Exception {
    simulator.faults(Faults.builder().duplicate(1).duplicateAfter(Delay.none()).build());
    String refused =
        ADD.replace("'TableName'", "'ConditionExpression':'attribute_exists(pk)','TableName'");
    assertThat(client.call("UpdateItem", refused).error())
        .isEqualTo("ConditionalCheckFailedException");
    assertThat(simulator.report().faults()).doesNotContainKey("duplicate");
  }

  @Test
  void aDuplicateIsAppliedOnceMore() throws Exception {
    simulator.faults(Faults.builder().duplicate(1).duplicateAfter(Delay.none()).build());
    assertThat(client.call("UpdateItem", ADD).status()).isEqualTo(200);
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (counter() < 2 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(counter()).isEqualTo(2);
  }

  @Test
  void faultsConcernOnlyTheNamedOperationsAndNeverTheTables() throws Exception {
    simulator.faults(Faults.builder().errorBefore(1).operations(Set.of("GetItem")).build());
    assertThat(client.call("UpdateItem", ADD).status()).isEqualTo(200);
    assertThat(client.call("GetItem", READ).status()).isEqualTo(500);
    simulator.faults(Faults.builder().errorBefore(1).build());
    assertThat(client.call("DescribeTable", "{'TableName':'tab'}").status()).isEqualTo(200);
  }

  @Test
  void throttlingAndConflictsAreAnsweredAsAwsDoes() throws Exception {
    simulator.faults(Faults.builder().throttle(1).build());
    assertThat(client.call("UpdateItem", ADD).error()).isEqualTo("ThrottlingException");
    simulator.faults(Faults.builder().transactionConflict(1).build());
    assertThat(client.call("UpdateItem", ADD).error()).isEqualTo("TransactionConflictException");
    Client.Answer canceled = client.call("TransactWriteItems", TRANSACTION);
    assertThat(canceled.error()).isEqualTo("TransactionCanceledException");
    assertThat(canceled.body().get("CancellationReasons").get(0).get("Code").stringValue())
        .isEqualTo("TransactionConflict");
    assertThat(counter()).isZero();
  }

  @Test
  void theSameSeedMeetsTheSameFaults() throws Exception {
    List<Integer> first = statuses(11);
    assertThat(first).contains(200, 500);
    assertThat(statuses(11)).isEqualTo(first);
    assertThat(statuses(12)).isNotEqualTo(first);
  }

  private static List<Integer> statuses(long seed) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    SimulatorOptions options =
        SimulatorOptions.plain()
            .withSeed(seed)
            .withFaults(Faults.builder().errorBefore(0.2).errorAfter(0.2).build());
    try (Simulator simulator = Simulator.start(options);
        Client client = new Client(simulator.endpoint())) {
      client.call("CreateTable", TestTable.CREATE);
      for (int i = 0; i < 60; i++) {
        statuses.add(client.call("UpdateItem", ADD).status());
      }
    }
    return statuses;
  }

  @Test
  void transactionsThatMeetOnAnItemConflictByThemselves() throws Exception {
    SimulatorOptions slow =
        SimulatorOptions.plain().withLatency(Delay.fixed(Duration.ofMillis(200)));
    try (Simulator server = Simulator.start(slow);
        Client caller = new Client(server.endpoint())) {
      caller.call("CreateTable", TestTable.CREATE);
      List<String> errors =
          together(8, () -> caller.call("TransactWriteItems", TRANSACTION).error());
      assertThat(errors).filteredOn(String::isEmpty).hasSizeBetween(1, 7);
      assertThat(errors).filteredOn("TransactionCanceledException"::equals).isNotEmpty();
      assertThat(server.report().faults().get("natural_conflict")).isPositive();
      long committed = errors.stream().filter(String::isEmpty).count();
      assertThat(caller.call("GetItem", READ).body().get("Item").get("c").get("N").asLong())
          .isEqualTo(committed);
      // Single writes only wait for each other, as AWS does.
      assertThat(together(8, () -> caller.call("UpdateItem", ADD).error())).containsOnly("");
    }
  }

  private static <T> List<T> together(int count, Callable<T> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        calls.add(call);
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    }
  }

  @Test
  void concurrentConditionalPutsHaveOneWinnerPerKey() throws Exception {
    String put =
        "{'TableName':'tab','Item':{'pk':{'S':'w'},'sk':{'S':'-'}},'ConditionExpression':'attribute_not_exists(pk)'}";
    List<String> errors = together(32, () -> client.call("PutItem", put).error());
    assertThat(errors).filteredOn(String::isEmpty).hasSize(1);
    assertThat(errors).filteredOn("ConditionalCheckFailedException"::equals).hasSize(31);
  }

  @Test
  void theSweepCollectsWhatHasExpired() throws Exception {
    try (Simulator server =
            Simulator.start(SimulatorOptions.plain().withExpirySweep(Duration.ofMillis(20)));
        Client caller = new Client(server.endpoint())) {
      caller.call("CreateTable", TestTable.CREATE);
      caller.call(
          "UpdateTimeToLive",
          "{'TableName':'tab','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'ttl'}}");
      long past = Instant.now().getEpochSecond() - 5;
      caller.call(
          "PutItem",
          "{'TableName':'tab','Item':{'pk':{'S':'k'},'sk':{'S':'-'},'ttl':{'N':'" + past + "'}}}");
      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (!server.engine().copy().items("tab").isEmpty() && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(server.engine().copy().items("tab")).isEmpty();
    }
  }
}
