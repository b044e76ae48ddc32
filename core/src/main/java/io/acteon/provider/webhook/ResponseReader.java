package io.acteon.provider.webhook;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one HTTP/1 response (RFC 9112), strictly and within limits. Used by one thread.
 *
 * <p>Once a status line has come in, the receiver has decided: whatever is wrong with the body
 * afterwards, the response is answered with its status and without a body, so that a delivery that
 * was taken is not made again.
 */
final class ResponseReader {
  private static final int MAX_HEAD_BYTES = 32 * 1024;
  private static final int MAX_INTERIM = 8;

  private final InputStream in;
  private final int maxBody;
  private int headBytes;

  ResponseReader(InputStream in, int maxBody) {
    this.in = in;
    this.maxBody = maxBody;
  }

  Response read() throws IOException {
    for (int interim = 0; interim < MAX_INTERIM; interim++) {
      String statusLine = line();
      int status = status(statusLine);
      Map<String, String> headers = headers();
      if (status >= 200) {
        return withBody(status, headers, statusLine.startsWith("HTTP/1.1"));
      }
    }
    throw new BadResponseException("more than " + MAX_INTERIM + " interim responses");
  }

  private Response withBody(int status, Map<String, String> headers, boolean persistent) {
    try {
      if (status == 204 || status == 304) {
        return new Response(status, headers, "", true, persistent && staysOpen(headers));
      }
      String coding = headers.get("transfer-encoding");
      String length = headers.get("content-length");
      if (coding != null) {
        return new Response(
            status, headers, text(chunked(coding, length)), true, persistent && staysOpen(headers));
      }
      if (length != null) {
        return new Response(
            status, headers, text(exactly(length)), true, persistent && staysOpen(headers));
      }
      return new Response(status, headers, text(toEnd()), true, false);
    } catch (IOException _) {
      return new Response(status, headers, "", false, false);
    }
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static int status(String line) throws BadResponseException {
    if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
      throw new BadResponseException("the answer is not an HTTP/1 response");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, String> headers() throws IOException {
    var headers = new LinkedHashMap<String, String>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || !line.substring(0, colon).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw new BadResponseException("the response has a malformed header");
      }
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (first, second) -> first + ", " + second);
    }
    return headers;
  }

  private static boolean staysOpen(Map<String, String> headers) {
    String connection = headers.getOrDefault("connection", "");
    return !connection.toLowerCase(Locale.ROOT).contains("close");
  }

  private byte[] exactly(String length) throws IOException {
    // A list of lengths, or anything but digits, is how responses are smuggled.
    if (!length.matches("[0-9]{1,18}")) {
      throw new BadResponseException("content-length is not a number");
    }
    return exactly(Long.parseLong(length), maxBody);
  }

  private byte[] exactly(long length, int room) throws IOException {
    if (length > room) {
      throw new BadResponseException("the body is longer than is read");
    }
    byte[] body = in.readNBytes((int) length);
    if (body.length < length) {
      throw new EOFException("the connection ended inside the body");
    }
    return body;
  }

  private byte[] toEnd() throws IOException {
    byte[] body = in.readNBytes(maxBody + 1);
    if (body.length > maxBody) {
      throw new BadResponseException("the body is longer than is read");
    }
    return body;
  }

  private byte[] chunked(String coding, @Nullable String length) throws IOException {
    if (!coding.equalsIgnoreCase("chunked") || length != null) {
      throw new BadResponseException("transfer-encoding is not chunked alone");
    }
    var body = new ByteArrayOutputStream();
    while (true) {
      headBytes = 0;
      String size = line().replaceFirst("[ \t]*;.*", "").strip();
      if (!size.matches("[0-9A-Fa-f]{1,8}")) {
        throw new BadResponseException("a chunk has no valid size");
      }
      long bytes = Long.parseLong(size, 16);
      if (bytes == 0) {
        headers();
        return body.toByteArray();
      }
      body.writeBytes(exactly(bytes, maxBody - body.size()));
      if (!line().isEmpty()) {
        throw new BadResponseException("a chunk does not end where it should");
      }
    }
  }

  /** A line without its end, as Latin-1. */
  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b == -1) {
        throw new EOFException("the connection was closed before a whole response came in");
      }
      if (++headBytes > MAX_HEAD_BYTES) {
        throw new BadResponseException("the response's head is longer than 32 KiB");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
