package io.acteon.dynamodb.internal;

import io.acteon.store.StoreException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What came of sending one request, over all its attempts. {@code open} says that some attempt
 * before the last one ended without an answer: it may have been applied, or may be applied yet.
 *
 * @param <R> the response
 */
public sealed interface Reply<R> {
  boolean open();

  /** The store did what the request asked. */
  record Answered<R>(R response, boolean open) implements Reply<R> {}

  /** A condition did not hold, or a transaction was cancelled: this attempt had no effect. */
  record Refused<R>(AwsServiceException refusal, boolean open) implements Reply<R> {}

  /**
   * No definite answer: the deadline came, or the store rejects the call as such. Unless {@code
   * open}, the request certainly had no effect, and {@code fault} may be thrown.
   */
  record Lost<R>(StoreException fault, boolean open) implements Reply<R> {}
}
