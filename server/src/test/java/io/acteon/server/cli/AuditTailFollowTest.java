package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.server.GatewayServer;
import java.io.BufferedReader;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code acteon audit tail --follow} as a process, beside the gateway that it watches. */
@Timeout(120)
final class AuditTailFollowTest {
  @TempDir Path folder;

  @Test
  void newRecordsAppearAndASignalEndsItWell() throws Exception {
    var trail = new ChainedTrail(folder);
    try (GatewayServer gateway = trail.start();
        HttpClient client = HttpClient.newHttpClient()) {
      var _ = ChainedTrail.dispatch(client, gateway, "acme", "older");
      var _ = ChainedTrail.dispatch(client, gateway, "acme", "old");
      Process tail =
          CommandProcess.start(
              folder,
              List.of(
                  "audit",
                  "tail",
                  "-c",
                  trail.config.toString(),
                  "--follow",
                  "--lines",
                  "1",
                  "--tenant",
                  "acme"));
      try (BufferedReader shown = tail.inputReader()) {
        assertThat(shown.readLine()).as("no more than was asked for").endsWith(" old");

        var _ = ChainedTrail.dispatch(client, gateway, "acme", "new");
        var _ = ChainedTrail.dispatch(client, gateway, "another", "another's");
        var _ = ChainedTrail.dispatch(client, gateway, "acme", "newer");
        assertThat(shown.readLine()).as("what came before is not new").endsWith(" new");
        assertThat(shown.readLine()).as("each once, and no other tenant's").endsWith("newer");

        assertThat(tail.toHandle().destroy()).isTrue();
        assertThat(shown.readLine()).isNull();
        assertThat(tail.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(tail.exitValue()).isZero();
        assertThat(tail.errorReader().lines()).as("it is quiet").isEmpty();
      } finally {
        tail.destroyForcibly();
      }
    }
  }

  @Test
  void itEndsWhenNobodyReadsItAnyMore() throws Exception {
    var trail = new ChainedTrail(folder);
    try (GatewayServer gateway = trail.start();
        HttpClient client = HttpClient.newHttpClient()) {
      var _ = ChainedTrail.dispatch(client, gateway, "acme", "old");
      Process tail =
          CommandProcess.start(
              folder, List.of("audit", "tail", "-c", trail.config.toString(), "--follow"));
      try {
        BufferedReader shown = tail.inputReader();
        assertThat(shown.readLine()).endsWith("old");
        shown.close();
        var _ = ChainedTrail.dispatch(client, gateway, "acme", "new");
        assertThat(tail.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(tail.exitValue()).isZero();
      } finally {
        tail.destroyForcibly();
      }
    }
  }
}
