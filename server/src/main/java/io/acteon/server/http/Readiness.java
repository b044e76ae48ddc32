package io.acteon.server.http;

/** Whether the server wants to be sent requests. Thread-safe. */
final class Readiness {
  private volatile boolean draining;

  boolean isDraining() {
    return draining;
  }

  void drain() {
    draining = true;
  }
}
