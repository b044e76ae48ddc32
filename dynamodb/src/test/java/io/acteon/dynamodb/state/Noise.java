package io.acteon.dynamodb.state;

import java.util.ArrayList;
import java.util.List;

/** Threads that take the processors away from others at any moment, until it is closed. */
final class Noise implements AutoCloseable {
  private static final int THREADS_PER_PROCESSOR = 2;

  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  Noise() {
    for (int i = 0; i < THREADS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors(); i++) {
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                while (!over) {
                  Thread.onSpinWait();
                }
              }));
    }
  }

  @Override
  public void close() {
    over = true;
  }
}
