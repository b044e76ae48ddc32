package io.acteon.provider.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers each connection with given bytes after the request's head, and hangs up.
 */
final class RawReceiver implements AutoCloseable {
  final AtomicInteger connections = new AtomicInteger();

  /** One permit for each connection that we have ended. */
  final Semaphore hungUp = new Semaphore(0);

  private final ServerSocket server;
  private final String answer;

  RawReceiver(String answer) {
    this.answer = answer;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        connections.incrementAndGet();
        socket.getInputStream().read(new byte[64 * 1024]);
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        socket.shutdownOutput();
        hungUp.release();
        socket.getInputStream().readAllBytes();
      } catch (IOException _) {
        // The test is over, or the client hung up first.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
