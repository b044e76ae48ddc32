package io.acteon.server.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file being read, which tells how far it has been. For one thread. */
final class Told extends FilterInputStream {
  private final long size;
  private final ProgressLine progress;
  private long read;

  Told(InputStream in, long size, ProgressLine progress) {
    super(in);
    this.size = size;
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    advance(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int count = super.read(into, from, length);
    advance(Math.max(0, count));
    return count;
  }

  private void advance(int count) {
    read += count;
    progress.at(read, size);
  }
}
