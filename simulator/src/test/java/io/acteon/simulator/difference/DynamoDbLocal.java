package io.acteon.simulator.difference;

import io.acteon.simulator.http.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Amazon's DynamoDB Local as a process of its own. */
final class DynamoDbLocal implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final URI endpoint;

  private DynamoDbLocal(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Where the build puts it, or nothing if it was not fetched. */
  static Optional<Path> library() {
    Path library =
        Path.of(System.getProperty("acteon.root", ".."), "dynamodb-local", "target", "lib");
    return Files.isDirectory(library) ? Optional.of(library) : Optional.empty();
  }

  static DynamoDbLocal start(Path library) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                library + "/*",
                "software.amazon.dynamodb.services.local.main.ServerRunner",
                "-inMemory",
                "-sharedDb",
                "-port",
                String.valueOf(port),
                "-disableTelemetry"));
    builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    DynamoDbLocal local =
        new DynamoDbLocal(builder.start(), URI.create("http://127.0.0.1:" + port));
    local.awaitListening(port);
    return local;
  }

  private void awaitListening(int port) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    boolean exited = false;
    while (System.nanoTime() < deadline && !exited) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException _) {
        exited = process.waitFor(20, TimeUnit.MILLISECONDS);
      }
    }
    close();
    throw new IOException("DynamoDB Local did not listen on port " + port + " within " + START);
  }

  Client client() {
    return new Client(endpoint);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
