package io.acteon.simulator.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP/1.1 server: kept-alive connections, one virtual thread each. Thread-safe.
 *
 * <p>Our own because a fault may close a connection instead of answering, which server libraries do
 * not offer, and because the JDK's is several times slower.
 */
public final class HttpServer implements Closeable {
  private static final int BACKLOG = 1024;

  /** Answers a request; null closes the connection without an answer. */
  @FunctionalInterface
  interface Handler {
    @Nullable HttpAnswer answer(HttpRequest request) throws InterruptedException;
  }

  private final ServerSocket listener;
  private final Handler handler;
  private final Supplier<Instant> date;
  private final AnswerWriter writer = new AnswerWriter();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;

  HttpServer(InetAddress address, int port, Handler handler, Supplier<Instant> date) {
    this.handler = handler;
    this.date = date;
    try {
      this.listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(address, port), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on %s port %d: %s"
              .formatted(address.getHostAddress(), port, e.getMessage()),
          e);
    }
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("simulator-", 0).factory());
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Runs work beside the connections until the server closes. */
  void background(Runnable work) {
    threads.execute(work);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException _) {
        // Closed by us, or one connection broke before it was ours: the loop's condition tells.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      Wire wire = new Wire(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean keepAlive = true;
      while (keepAlive) {
        HttpRequest request = HttpRequest.read(wire, out);
        HttpAnswer answer = request == null ? null : handler.answer(request);
        if (request == null || answer == null) {
          return;
        }
        keepAlive = request.keepAlive();
        writer.write(out, answer, date.get(), keepAlive);
      }
    } catch (IOException _) {
      // The client left or does not speak HTTP: nobody is there to be told.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(socket);
    }
  }

  /** Stops listening and cuts all connections. */
  @Override
  public void close() {
    threads.shutdownNow();
    closeQuietly(listener);
    connections.forEach(HttpServer::closeQuietly);
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        throw new IllegalStateException("connections of the simulator outlived it by 5 s");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException _) {
      // nothing depends on it any more
    }
  }
}
