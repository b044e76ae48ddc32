package io.acteon.crypto.chain;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, in bytes, without their ends. Not thread-safe. */
final class Lines {
  /** Far more than the largest record makes; what is longer would only fill the memory. */
  static final int MAX_LENGTH = 16 * 1024 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int next;
  private int end;

  Lines(InputStream in) {
    this.in = in;
  }

  /**
   * The next line; null after the last.
   *
   * @throws IllegalArgumentException when it is longer than {@link #MAX_LENGTH}
   */
  byte @Nullable [] next() throws IOException {
    byte[] line = new byte[0];
    while (fill()) {
      int stop = next;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      line = joined(line, stop);
      boolean whole = stop < end;
      next = whole ? stop + 1 : stop;
      if (whole) {
        return withoutReturn(line);
      }
    }
    return line.length == 0 ? null : line;
  }

  private boolean fill() throws IOException {
    if (next == end) {
      next = 0;
      end = Math.max(0, in.read(buffer));
    }
    return next < end;
  }

  private byte[] joined(byte[] begun, int stop) {
    int length = begun.length + stop - next;
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("it has more than " + MAX_LENGTH + " bytes");
    }
    byte[] joined = Arrays.copyOf(begun, length);
    System.arraycopy(buffer, next, joined, begun.length, stop - next);
    return joined;
  }

  private static byte[] withoutReturn(byte[] line) {
    int last = line.length - 1;
    return last >= 0 && line[last] == '\r' ? Arrays.copyOf(line, last) : line;
  }
}
