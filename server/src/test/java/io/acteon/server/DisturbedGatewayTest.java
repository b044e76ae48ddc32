package io.acteon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.accounting.Delay;
import io.acteon.simulator.http.Faults;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
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
 * Two gateways as processes, asked over HTTP, while some of what they send to their tables is cut,
 * answered 500 before or after it was done, throttled, late or repeated.
 */
class DisturbedGatewayTest {
  private static final int AT_ONCE = 64;
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
    try (Simulator simulator = Simulator.start(disturbing(0.15))) {
      Path config = configuration(simulator, "");
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

  @Test
  void inModeSoc2EveryActionOfATenantIsExecutedAndTheChainIsValid() throws Exception {
    System.out.println("seed " + seed + "; replay with -Dacteon.seed=" + seed);
    try (Simulator simulator = Simulator.start(disturbing(0.03))) {
      Path config = configuration(simulator, soc2());
      try (var one = ReplicaProcess.start(config, folder.resolve("one.log"));
          var two = ReplicaProcess.start(config, folder.resolve("two.log"))) {
        List<HttpResponse<String>> answers =
            dispatches(1_000, List.of(one, two), i -> action("chained-" + i, "key-" + i));

        assertThat(answers)
            .as("seed %d", seed)
            .allSatisfy(answer -> {
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
              assertThat(answer.body()).contains(EXECUTED);
            });
        HttpResponse<String> verified =
            two.post("/v1/audit/verify", "{\"namespace\":\"shop\",\"tenant\":\"acme\"}");
        assertThat(verified.body())
            .as("seed %d", seed)
            .contains("\"valid\":true", "\"records_checked\":2000");
        System.out.println("disturbed: " + simulator.report().faults());
      }
    }
  }

  private String soc2() throws Exception {
    Path key = folder.resolve("key.pem");
    byte[] made =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    Files.writeString(
        Files.createFile(
            key,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(made)));
    return """
    [compliance]
    mode = "soc2"
    signing_key_file = "key.pem"
    """;
  }

  /** Disturbs the {@code share} of the requests. */
  private SimulatorOptions disturbing(double share) {
    double each = share / 6;
    return SimulatorOptions.plain()
        .withSeed(seed)
        .withFaults(
            Faults.builder()
                .cutBefore(each)
                .errorBefore(each)
                .errorAfter(each)
                .loseResponse(each)
                .throttle(each)
                .delay(each / 2)
                .delayBy(Delay.fixed(Duration.ofMillis(100)))
                .duplicate(each / 2)
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

  private Path configuration(Simulator simulator, String more) throws Exception {
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

        %3$s
        """
            .formatted(simulator.endpoint(), rules, more));
  }
}
