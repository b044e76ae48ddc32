package io.acteon.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been opened, to be closed in the opposite order; a part that does not close cleanly
 * keeps none of the others open. Thread-safe; what is closed is closed once.
 */
final class LastInFirstOut implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LastInFirstOut.class);

  private final Deque<Part> parts = new ArrayDeque<>();

  private record Part(String name, AutoCloseable open) {}

  synchronized void closeLater(String name, AutoCloseable open) {
    parts.push(new Part(name, open));
  }

  private synchronized @Nullable Part next() {
    return parts.poll();
  }

  @Override
  public void close() {
    for (Part part = next(); part != null; part = next()) {
      try {
        part.open().close();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("the {} did not close cleanly", part.name(), e);
      }
    }
  }
}
