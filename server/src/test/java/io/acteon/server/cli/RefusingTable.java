package io.acteon.server.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a trail and its table, and denies the requests that name something. The trail's
 * configuration names it for good. Thread-safe.
 */
final class RefusingTable implements AutoCloseable {
  static final String REASON = "you may not read this";

  private static final Pattern URL = Pattern.compile("url = \"(http[^\"]+)\"");

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final URI table;
  private final String denied;
  private final AtomicInteger refused = new AtomicInteger();

  RefusingTable(ChainedTrail trail, String denied) throws IOException {
    String config = Files.readString(trail.config);
    Matcher url = URL.matcher(config);
    if (!url.find()) {
      throw new AssertionError("no url in " + config);
    }
    this.table = URI.create(url.group(1));
    this.denied = denied;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    Files.writeString(
        trail.config,
        config.replace(
            url.group(), "url = \"http://127.0.0.1:" + server.getAddress().getPort() + "\""));
  }

  int refused() {
    return refused.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (new String(body, StandardCharsets.UTF_8).contains(denied)) {
      refused.incrementAndGet();
      send(
          exchange,
          400,
          """
          {"__type":"com.amazon.coral.service#AccessDeniedException","message":"%s"}
          """
              .formatted(REASON)
              .getBytes(StandardCharsets.UTF_8));
      return;
    }
    var request = HttpRequest.newBuilder(table).POST(BodyPublishers.ofByteArray(body));
    for (String name : List.of("X-Amz-Target", "X-Amz-Date", "Authorization", "Content-Type")) {
      request.header(name, exchange.getRequestHeaders().getFirst(name));
    }
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      send(exchange, response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
