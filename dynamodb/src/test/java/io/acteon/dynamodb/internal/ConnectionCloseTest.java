package io.acteon.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.dynamodb.internal.ConnectionSettings.HttpClient;
import io.acteon.store.Environment;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call in flight keeps its bound when its connection is closed. */
final class ConnectionCloseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @ParameterizedTest
  @EnumSource(HttpClient.class)
  void aCallInFlightAtTheCloseEndsByItsDeadline(HttpClient http) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Connection connection = Connection.open(settings(silent, http), Environment.system());
      CompletableFuture<Void> call = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> {
            try {
              var _ =
                  connection
                      .attempts()
                      .read(
                          "ListTables",
                          limits ->
                              connection
                                  .client()
                                  .listTables(request -> request.overrideConfiguration(limits)),
                          Deadline.in(PATIENCE, TimeSource.system()),
                          connection.meter("test"));
              call.complete(null);
            } catch (StoreException e) {
              call.completeExceptionally(e);
            }
          });
      try (Socket asked = silent.accept()) {
        assertThat(asked.getInputStream().read()).isPositive();

        connection.close();

        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS))
            .hasCauseInstanceOf(StoreException.Unavailable.class);
      }
    }
  }

  private static ConnectionSettings settings(ServerSocket server, HttpClient http) {
    return new ConnectionSettings(
        Optional.of(URI.create("http://localhost:" + server.getLocalPort())),
        Optional.of("us-east-1"),
        Optional.empty(),
        "the-table",
        http,
        16,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5));
  }
}
