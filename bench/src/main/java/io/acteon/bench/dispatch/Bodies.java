package io.acteon.bench.dispatch;

import io.acteon.bench.load.Load;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Dispatch bodies, each with an id of its own and a payload of about 200 bytes. Thread-safe. */
final class Bodies {
  private final String run = Long.toHexString(ThreadLocalRandom.current().nextLong());
  private final AtomicLong number = new AtomicLong();

  /** Dispatches of new bodies; what counts is that the provider was called. */
  static Load load(int port) {
    var bodies = new Bodies();
    return new Load(
        port,
        "/v1/dispatch",
        bodies::next,
        (status, body) -> status == 200 && body.contains("\"Executed\""));
  }

  private String next() {
    return """
    {"id":"%s-%d","namespace":"bench","tenant":"t","provider":"log","action_type":"send",\
    "payload":{"to":"someone@example.com","subject":"Your order has been shipped",\
    "body":"Dear customer, your order 4711 left our warehouse today."},\
    "created_at":"2026-01-01T00:00:00Z"}\
    """
        .formatted(run, number.incrementAndGet());
  }
}
