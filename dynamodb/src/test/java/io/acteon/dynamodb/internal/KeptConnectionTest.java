package io.acteon.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.internal.ConnectionSettings.HttpClient;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.store.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests one after another share one TCP connection. */
final class KeptConnectionTest {
  private static final int REQUESTS = 200;

  @ParameterizedTest
  @EnumSource(HttpClient.class)
  void requestsOneAfterAnotherShareAConnection(HttpClient http) throws IOException {
    try (Relay relay = new Relay(SharedDynamoDbLocal.url());
        Connection connection =
            Connection.open(settings(relay.url(), http), Environment.system())) {
      for (int i = 0; i < REQUESTS; i++) {
        var _ = connection.client().listTables();
      }

      assertThat(relay.connections()).isEqualTo(1);
    }
  }

  private static ConnectionSettings settings(URI url, HttpClient http) {
    return new ConnectionSettings(
        Optional.of(url),
        Optional.of("us-east-1"),
        Optional.empty(),
        "the-table",
        http,
        16,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5));
  }

  /** Passes bytes on to a server and counts the connections made to it. Thread-safe. */
  private static final class Relay implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger accepted = new AtomicInteger();
    private final URI next;

    Relay(URI next) throws IOException {
      this.next = next;
      Thread.ofVirtual().start(this::accept);
    }

    URI url() {
      return URI.create("http://localhost:" + server.getLocalPort());
    }

    int connections() {
      return accepted.get();
    }

    private void accept() {
      while (!server.isClosed()) {
        try {
          Socket client = server.accept();
          accepted.incrementAndGet();
          Socket behind = new Socket(next.getHost(), next.getPort());
          Thread.ofVirtual().start(() -> pass(client, behind));
          Thread.ofVirtual().start(() -> pass(behind, client));
        } catch (SocketException _) {
          return; // Closed.
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    private static void pass(Socket from, Socket to) {
      try (from;
          to) {
        var _ = from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException _) {
        // The other direction has ended.
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
