package io.acteon.server.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that counts what goes through. For one thread. */
final class CountedOutput extends FilterOutputStream {
  private long bytes;

  CountedOutput(OutputStream out) {
    super(out);
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void write(int one) throws IOException {
    out.write(one);
    bytes++;
  }

  @Override
  public void write(byte[] from, int start, int length) throws IOException {
    out.write(from, start, length);
    bytes += length;
  }
}
