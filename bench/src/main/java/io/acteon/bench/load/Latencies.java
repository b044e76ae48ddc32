package io.acteon.bench.load;

import java.util.Arrays;

/**
 * Latencies of one client, every one kept, in nanoseconds. Used by one thread until the run has
 * ended.
 */
public final class Latencies {
  private long[] nanos = new long[4096];
  private int size;

  public void add(long one) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size++] = one;
  }

  /** All latencies of several clients, sorted. */
  public static long[] sorted(Iterable<Latencies> clients) {
    int total = 0;
    for (Latencies client : clients) {
      total += client.size;
    }
    long[] all = new long[total];
    int at = 0;
    for (Latencies client : clients) {
      System.arraycopy(client.nanos, 0, all, at, client.size);
      at += client.size;
    }
    Arrays.sort(all);
    return all;
  }
}
