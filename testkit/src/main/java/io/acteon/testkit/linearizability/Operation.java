package io.acteon.testkit.linearizability;

import java.util.Optional;

/**
 * One operation of a history: asked at {@code called}, answered at {@code returned} on one common
 * counter. Without an answer its fate is unknown: it may have taken effect at any time after the
 * call, or never. Immutable.
 */
public record Operation<I, O>(
    String client, I input, Optional<O> output, long called, long returned) {

  /** When an operation of unknown fate has returned: never. */
  public static final long NEVER = Long.MAX_VALUE;

  @Override
  public String toString() {
    return "[%6d %6s] %-8s %s -> %s"
        .formatted(
            called,
            returned == NEVER ? "..." : Long.toString(returned),
            client,
            input,
            output.map(Object::toString).orElse("unknown"));
  }
}
