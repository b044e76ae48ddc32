package io.acteon.provider;

import io.acteon.model.FailureCode;
import io.acteon.model.ProviderReply;
import java.time.Duration;
import java.util.Optional;

/** What came of one attempt to deliver. Immutable. */
public sealed interface Delivery {
  record Delivered(ProviderReply reply) implements Delivery {}

  /**
   * @param retryable whether another attempt may succeed
   * @param retryAfter how long the destination asked us to wait, if it did
   */
  record Failed(FailureCode code, String message, boolean retryable, Optional<Duration> retryAfter)
      implements Delivery {}

  static Delivery failed(FailureCode code, String message) {
    return new Failed(code, message, code.retryable(), Optional.empty());
  }
}
