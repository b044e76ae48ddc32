package io.acteon.simulator.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The reading side of a connection: lines and counted bytes out of one buffer. Not thread-safe. */
final class Wire {
  private static final int MAX_LINE = 16 * 1024;
  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int limit;

  Wire(InputStream in) {
    this.in = in;
  }

  /** A line without its end, or null when the connection ended before its first byte. */
  @Nullable String line() throws IOException {
    byte[] longer = null;
    int length = 0;
    while (true) {
      if (position == limit && !fill()) {
        if (length == 0) {
          return null;
        }
        throw new EOFException("the connection ended within a line");
      }
      int end = position;
      while (end < limit && buffer[end] != LF) {
        end++;
      }
      if (end < limit && longer == null) {
        String line = text(buffer, position, end - position);
        position = end + 1;
        return line;
      }
      longer = longer == null ? new byte[MAX_LINE] : longer;
      if (length + end - position > MAX_LINE) {
        throw new IOException("a line is longer than " + MAX_LINE + " bytes");
      }
      System.arraycopy(buffer, position, longer, length, end - position);
      length += end - position;
      position = Math.min(end + 1, limit);
      if (end < limit) {
        return text(longer, 0, length);
      }
    }
  }

  private static String text(byte[] bytes, int from, int length) {
    boolean carriage = length > 0 && bytes[from + length - 1] == CR;
    return new String(bytes, from, carriage ? length - 1 : length, StandardCharsets.ISO_8859_1);
  }

  byte[] bytes(int count) throws IOException {
    byte[] bytes = new byte[count];
    int done = Math.min(count, limit - position);
    System.arraycopy(buffer, position, bytes, 0, done);
    position += done;
    while (done < count) {
      int read = in.read(bytes, done, count - done);
      if (read < 0) {
        throw new EOFException("the connection ended within a body");
      }
      done += read;
    }
    return bytes;
  }

  private boolean fill() throws IOException {
    int read = in.read(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(read, 0);
    return read > 0;
  }
}
