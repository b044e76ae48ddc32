package io.acteon.simulator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 request.
 *
 * @param headers by lower-case name
 */
record HttpRequest(
    String method, String path, Map<String, String> headers, Body body, boolean keepAlive) {
  private static final int MAX_BODY = 32 * 1024 * 1024; // twice DynamoDB's largest request
  private static final int MAX_HEADERS = 200;
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The next request, or null when the client is done. */
  static @Nullable HttpRequest read(Wire wire, OutputStream out) throws IOException {
    String line = wire.line();
    while (line != null && line.isEmpty()) {
      line = wire.line();
    }
    if (line == null) {
      return null;
    }
    String[] parts = line.split(" ", 3);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new IOException("not an HTTP/1.1 request line: " + line);
    }
    Map<String, String> headers = headers(wire);
    if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
      out.write(CONTINUE);
      out.flush();
    }
    Body body = Body.of(body(wire, headers));
    String connection = headers.getOrDefault("connection", "");
    boolean keepAlive =
        parts[2].equals("HTTP/1.1")
            ? !connection.equalsIgnoreCase("close")
            : connection.equalsIgnoreCase("keep-alive");
    return new HttpRequest(parts[0], parts[1], headers, body, keepAlive);
  }

  private static Map<String, String> headers(Wire wire) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = wire.line(); line != null && !line.isEmpty(); line = wire.line()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || headers.size() > MAX_HEADERS) {
        throw new IOException("not a header: " + line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    return headers;
  }

  private static byte[] body(Wire wire, Map<String, String> headers) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return chunks(wire);
    }
    String length = headers.get("content-length");
    return length == null ? new byte[0] : wire.bytes(size(length, 10));
  }

  private static byte[] chunks(Wire wire) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line = wire.line();
      String digits = line == null ? "" : line.split(";", 2)[0].trim();
      int size = size(digits, 16);
      if (size == 0) {
        headers(wire); // trailers
        return body.toByteArray();
      }
      body.writeBytes(wire.bytes(size));
      wire.line();
      if (body.size() > MAX_BODY) {
        throw new IOException("the body is larger than " + MAX_BODY + " bytes");
      }
    }
  }

  private static int size(String digits, int radix) throws IOException {
    try {
      int size = Integer.parseInt(digits, radix);
      if (size >= 0 && size <= MAX_BODY) {
        return size;
      }
    } catch (NumberFormatException _) {
      // answered below
    }
    throw new IOException("not a body's length up to " + MAX_BODY + ": " + digits);
  }
}
