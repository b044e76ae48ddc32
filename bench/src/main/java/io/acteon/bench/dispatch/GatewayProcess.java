package io.acteon.bench.dispatch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A gateway running as a process of its own. Used by one thread. */
final class GatewayProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final int port;

  private GatewayProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a gateway and waits until it is healthy.
   *
   * @param command takes {@code -c FILE --port N} behind it
   */
  static GatewayProcess start(List<String> command, Path config, Path log)
      throws IOException, InterruptedException {
    int port = freePort();
    var line = new ArrayList<>(command);
    line.addAll(List.of("-c", config.toString(), "--port", Integer.toString(port)));
    var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putIfAbsent("AWS_ACCESS_KEY_ID", "bench");
    builder.environment().putIfAbsent("AWS_SECRET_ACCESS_KEY", "bench");
    builder.environment().put("RUST_LOG", "error");
    var gateway = new GatewayProcess(builder.start(), port);
    gateway.awaitHealth(log);
    return gateway;
  }

  int port() {
    return port;
  }

  /** Processor time that the gateway and what it started have used. */
  Duration cpu() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .flatMap(one -> one.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private void awaitHealth(Path log) throws IOException, InterruptedException {
    var health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build();
    long end = System.nanoTime() + START_LIMIT.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end && process.isAlive()) {
        try {
          if (client.send(health, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          Thread.sleep(50); // not listening yet
        }
      }
    }
    close();
    throw new IOException("the gateway did not become healthy; its output is in " + log);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        all.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      all.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}
