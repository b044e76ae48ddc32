package io.acteon.bench.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One keep-alive HTTP/1.1 connection to a server on loopback. Used by one thread. */
final class HttpConnection implements AutoCloseable {
  private static final int READ_TIMEOUT_MS = 60_000;

  private final int port;
  private Socket socket;
  private InputStream in;
  private OutputStream out;

  /** The status and body of an answer. */
  record Answer(int status, String body) {}

  HttpConnection(int port) throws IOException {
    this.port = port;
    this.socket = open();
    this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    this.out = socket.getOutputStream();
  }

  /** Posts JSON and reads the answer; a connection that the server closed is opened anew. */
  Answer post(String path, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: localhost:"
                + port
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    out.write(request);
    return read();
  }

  private Answer read() throws IOException {
    String statusLine = line();
    int status = Integer.parseInt(statusLine.substring(9, 12));
    int length = 0;
    boolean chunked = false;
    boolean close = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      } else if (lower.startsWith("connection:")) {
        close = lower.contains("close");
      }
    }
    String body = chunked ? chunks() : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (close) {
      close();
      socket = open();
      in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
      out = socket.getOutputStream();
    }
    return new Answer(status, body);
  }

  private String chunks() throws IOException {
    var body = new StringBuilder();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
      line();
    }
    line();
    return body.toString();
  }

  private int chunkSize() throws IOException {
    String size = line();
    int extension = size.indexOf(';');
    return Integer.parseInt(extension < 0 ? size : size.substring(0, extension), 16);
  }

  private String line() throws IOException {
    var line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server closed the connection in the middle of an answer");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private Socket open() throws IOException {
    var opened = new Socket(InetAddress.getLoopbackAddress(), port);
    opened.setTcpNoDelay(true);
    opened.setSoTimeout(READ_TIMEOUT_MS);
    return opened;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
