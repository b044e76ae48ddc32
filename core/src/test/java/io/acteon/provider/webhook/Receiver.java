package io.acteon.provider.webhook;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A real HTTP server on loopback that answers as told and remembers what it got. */
final class Receiver implements AutoCloseable {
  final List<Got> got = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Script script;

  private Receiver(HttpServer server, Script script) {
    this.server = server;
    this.script = script;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static Receiver answering(Script script) {
    try {
      return new Receiver(HttpServer.create(loopback(), 0), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Receiver answering(int status, String body) {
    return answering(exchange -> respond(exchange, status, body));
  }

  static Receiver secure(SSLContext tls) {
    try {
      HttpsServer server = HttpsServer.create(loopback(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return new Receiver(server, exchange -> respond(exchange, 200, "{}"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void answer(Script changed) {
    this.script = changed;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hook?token=t0ken";
  }

  static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    got.add(
        new Got(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            new String(body, StandardCharsets.UTF_8),
            exchange.getRemoteAddress().getPort()));
    script.answer(exchange);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  interface Script {
    void answer(HttpExchange exchange) throws IOException;
  }

  record Got(String method, String uri, Headers headers, String body, int fromPort) {}
}
