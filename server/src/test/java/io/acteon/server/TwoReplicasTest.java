package io.acteon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.local.DynamoDbLocal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways as processes over the same tables, and one of them killed. */
class TwoReplicasTest {
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

  @TempDir Path folder;

  @Test
  void oneKeyIsExecutedOnceOverBothAndRememberedWhenOneIsKilled() throws Exception {
    Path lib = Path.of(System.getProperty("acteon.root"), "dynamodb-local", "target", "lib");
    try (var dynamodb = DynamoDbLocal.start(DynamoDbLocal.Options.inMemory(lib))) {
      Path config = configuration(dynamodb);
      try (var one = ReplicaProcess.start(config, folder.resolve("one.log"));
          var two = ReplicaProcess.start(config, folder.resolve("two.log"))) {
        List<String> answers = dispatches(200, List.of(one, two));
        assertThat(answers).filteredOn(answer -> answer.contains("\"Executed\"")).hasSize(1);
        assertThat(answers).filteredOn("\"Deduplicated\""::equals).hasSize(199);

        assertThat(one.dispatch(action("by-one", "order-2")).body()).startsWith("{\"Executed\"");
        one.kill();

        assertThat(two.dispatch(action("after-the-kill", "order-2")).body())
            .isEqualTo("\"Deduplicated\"");
        assertThat(executed(two))
            .as("the one of the race, and the one of the killed replica, each once")
            .hasSize(2)
            .containsOnlyOnce("by-one");
        assertThat(two.terminate()).isZero();
      }
    }
  }

  private static List<String> dispatches(int count, List<ReplicaProcess> replicas)
      throws Exception {
    var calls = new ArrayList<Callable<String>>();
    for (int i = 0; i < count; i++) {
      ReplicaProcess replica = replicas.get(i % replicas.size());
      String action = action("a-" + i, "order-1");
      calls.add(() -> replica.dispatch(action).body());
    }
    var answers = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  /** The ids of the actions that the trail has as executed, as a replica tells them. */
  private static List<String> executed(ReplicaProcess replica) throws Exception {
    String page = replica.get("/v1/audit?namespace=shop&tenant=acme&outcome=executed").body();
    return Pattern.compile("\"action_id\":\"([^\"]+)\"")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String action(String id, String dedupKey) {
    return """
    {"id":"%s","namespace":"shop","tenant":"acme","provider":"log","action_type":"receipt",\
    "dedup_key":"%s","payload":{}}\
    """
        .formatted(id, dedupKey);
  }

  private Path configuration(DynamoDbLocal dynamodb) throws Exception {
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

        [compliance]
        sync_audit_writes = true
        spool_directory = "spool"

        [rules]
        directory = "%2$s"

        [[providers]]
        name = "log"
        type = "log"
        """
            .formatted(dynamodb.url(), rules));
  }
}
