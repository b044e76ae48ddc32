package io.acteon.dynamodb.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.dynamodb.DynamoDbState;
import io.acteon.model.Scope;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.state.Ttl;
import io.acteon.testkit.time.Eventually;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DynamoDbLocalTest {
  private static final StateKey KEY = new StateKey(new Scope("ns", "t"), Kind.DEDUP, "a");

  @Test
  void dataInAFolderOutlivesTheProcess(@TempDir Path folder) {
    var options =
        new DynamoDbLocal.Options(SharedDynamoDbLocal.classPath(), Optional.of(folder), 0);
    try (DynamoDbLocal first = DynamoDbLocal.start(options);
        StateStore store = DynamoDbState.at(first.url()).open()) {
      var _ = store.entries().set(KEY, "kept", Ttl.NEVER, soon());
    }

    try (DynamoDbLocal second = DynamoDbLocal.start(options);
        StateStore store = DynamoDbState.at(second.url()).open()) {
      assertThat(store.entries().get(KEY, soon()).orElseThrow().value()).isEqualTo("kept");
    }
  }

  @Test
  void aBusyPortIsSaid() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var options =
          new DynamoDbLocal.Options(
              SharedDynamoDbLocal.classPath(), Optional.empty(), busy.getLocalPort());

      assertThatThrownBy(() -> DynamoDbLocal.start(options))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + busy.getLocalPort());
    }
  }

  @Test
  void missingJarsAreSaid(@TempDir Path folder) {
    Path nowhere = folder.resolve("lib");

    assertThatThrownBy(() -> DynamoDbLocal.start(DynamoDbLocal.Options.inMemory(nowhere)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(nowhere.toString())
        .hasMessageContaining("mvn -pl dynamodb-local");
  }

  @Test
  void itEndsWhenItsParentIsKilled() throws IOException {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                SharedDynamoDbLocal.classPath().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = parent.inputReader(StandardCharsets.UTF_8)) {
      long pid = Long.parseLong(Optional.ofNullable(said.readLine()).orElseThrow());
      ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
      assertThat(child.isAlive()).isTrue();

      parent.destroyForcibly();

      Eventually.holds("DynamoDB Local ends with its parent", () -> !child.isAlive());
    }
  }

  /** Starts DynamoDB Local, says its process id, and stays. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws IOException {
      DynamoDbLocal local =
          DynamoDbLocal.start(DynamoDbLocal.Options.inMemory(Path.of(arguments[0])));
      System.out.println(local.pid());
      var _ = System.in.read();
    }
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(30), TimeSource.system());
  }
}
