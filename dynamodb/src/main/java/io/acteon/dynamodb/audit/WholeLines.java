package io.acteon.dynamodb.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a file that end; what follows the last end was torn off. For one thread. */
final class WholeLines implements AutoCloseable {
  private final InputStream in;
  private ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long whole;

  private WholeLines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * The lines from where {@code file} stands. Reads by its descriptor, which may hold a lock that
   * closing another would lose, and leaves it open.
   */
  static WholeLines of(RandomAccessFile file) {
    return new WholeLines(
        new InputStream() {
          @Override
          public int read() throws IOException {
            return file.read();
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return file.read(into, from, length);
          }
        });
  }

  /** The next line without its end, or null after the last. */
  @Nullable String next() throws IOException {
    line = new ByteArrayOutputStream();
    for (int one = in.read(); one >= 0; one = in.read()) {
      if (one == '\n') {
        whole += line.size() + 1L;
        return line.toString(StandardCharsets.UTF_8);
      }
      line.write(one);
    }
    return null;
  }

  /** What follows the last end, when there is no next line. */
  String rest() {
    return line.toString(StandardCharsets.UTF_8);
  }

  /** How many bytes the lines had so far, with their ends. */
  long bytes() {
    return whole;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
