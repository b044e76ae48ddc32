package io.acteon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.accounting.Delay;
import io.acteon.simulator.http.Faults;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways as processes, asked over HTTP, while 15 % of what they send to their tables is cut,
 * answered 500 before or after it was done, throttled, late or repeated.
 */
class DisturbedGatewayTest {
  private static final double EACH = 0.15 / 6;
  private static final int AT_ONCE = 32;
  private static final String EXECUTED = "\"Executed\"";
  private static final String RULES =
      """
      rules:
        - name: once
          condition:
            field: action.action_type
            eq: receipt
          action:
            type: deduplicate
            ttl_seconds: 3600
      """;

  private final long seed =
      Long.getLong("acteon.seed", ThreadLocalRandom.current().nextLong(1_000_000));

  @TempDir Path folder;

  @Test
  void newKeysAreAllExecutedAndOneKeyIsExecutedOnce() throws Exception {
    System.out.println("seed " + seed + "; replay with -Dacteon.seed=" + seed);
    try (Simulator simulator = Simulator.start(disturbing())) {
      Path config = configuration(simulator);
      try (var one = ReplicaProcess.start(config, folder.resolve("one.log"));
          var two = ReplicaProcess.start(config, folder.resolve("two.log"))) {
        List<ReplicaProcess> replicas = List.of(one, two);

        List<HttpResponse<String>> fresh =
            dispatches(1_500, replicas, i -> action("new-" + i, "key-" + i));
        List<HttpResponse<String>> same =
            dispatches(300, replicas, i -> action("same-" + i, "one"));

        assertThat(fresh)
            .as("1,500 new keys, seed %d", seed)
            .allSatisfy(answer -> {
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
              assertThat(answer.body()).contains(EXECUTED);
            });
        assertThat(same)
            .as("300 of one key, seed %d", seed)
            .allMatch(answer -> answer.statusCode() == 200)
            .filteredOn(answer -> answer.body().contains(EXECUTED))
            .hasSize(1);
        assertThat(same)
            .filteredOn(answer -> answer.body().equals("\"Deduplicated\""))
            .hasSize(299);
        System.out.println("disturbed: " + simulator.report().faults());
      }
    }
  }

  private SimulatorOptions disturbing() {
    return SimulatorOptions.plain()
        .withSeed(seed)
        .withFaults(
            Faults.builder()
                .cutBefore(EACH)
                .errorBefore(EACH)
                .errorAfter(EACH)
                .loseResponse(EACH)
                .throttle(EACH)
                .delay(EACH / 2)
                .delayBy(Delay.fixed(Duration.ofMillis(100)))
                .duplicate(EACH / 2)
                .duplicateAfter(Delay.fixed(Duration.ofMillis(50)))
                .build());
  }

  private static List<HttpResponse<String>> dispatches(
      int count, List<ReplicaProcess> replicas, IntFunction<String> action) throws Exception {
    var width = new Semaphore(AT_ONCE);
    var calls = new ArrayList<Callable<HttpResponse<String>>>();
    for (int i = 0; i < count; i++) {
      ReplicaProcess replica = replicas.get(i % replicas.size());
      String json = action.apply(i);
      calls.add(() -> {
        width.acquire();
        try {
          return replica.dispatch(json);
        } finally {
          width.release();
        }
      });
    }
    var answers = new ArrayList<HttpResponse<String>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<HttpResponse<String>> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  private static String action(String id, String dedupKey) {
    return """
    {"id":"%s","namespace":"shop","tenant":"acme","provider":"log","action_type":"receipt",\
    "dedup_key":"%s","payload":{}}\
    """
        .formatted(id, dedupKey);
  }

  private Path configuration(Simulator simulator) throws Exception {
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(rules.resolve("once.yaml"), RULES);
    return Files.writeString(
        folder.resolve("acteon.toml"),
        """
        [state]
        backend = "dynamodb"
        url = "%1$s"
        region = "us-east-1"

        [audit]
        enabled = true
        backend = "dynamodb"
        url = "%1$s"
        region = "us-east-1"

        [rules]
        directory = "%2$s"

        [[providers]]
        name = "log"
        type = "log"
        """
            .formatted(simulator.endpoint(), rules));
  }
}
