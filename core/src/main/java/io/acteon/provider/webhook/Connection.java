package io.acteon.provider.webhook;

import io.acteon.time.Deadline;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One open connection to a webhook's host. Used by one thread at a time. */
final class Connection implements Closeable {
  private final SocketChannel channel;
  private final Socket socket;
  private final InputStream in;

  /**
   * @param socket the channel's own, or TLS over it
   */
  Connection(SocketChannel channel, Socket socket) throws IOException {
    this.channel = channel;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  void write(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    socket.getOutputStream().flush();
  }

  /** The response as it comes in; every read gets what is left of {@code deadline}. */
  InputStream input(Deadline deadline) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        bound();
        return in.read();
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        bound();
        return in.read(into, offset, length);
      }

      private void bound() throws IOException {
        if (in.available() == 0 || deadline.hasPassed()) {
          socket.setSoTimeout(Connector.Millis.of(deadline.remaining(), "the response"));
        }
      }
    };
  }

  /** Whether nothing has come in since the last response; end of stream and stray bytes count. */
  boolean isQuiet() {
    try {
      if (in.available() > 0) {
        return false;
      }
      channel.configureBlocking(false);
      try {
        return channel.read(ByteBuffer.allocate(1)) == 0;
      } finally {
        channel.configureBlocking(true);
      }
    } catch (IOException _) {
      return false;
    }
  }

  /** Cuts the connection; TLS gets no farewell, which could block. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
