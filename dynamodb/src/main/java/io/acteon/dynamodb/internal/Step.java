package io.acteon.dynamodb.internal;

import io.acteon.store.Answer;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What an {@link ItemWrite} wants next. Immutable. */
public sealed interface Step<A, R> {

  /**
   * Send this.
   *
   * @param seal whether it is the extra write that keeps a lost attempt from landing
   * @param unresolved whether the fate of an earlier request of the operation is still unknown
   */
  record Send<A, R>(UpdateItemRequest request, boolean seal, boolean unresolved)
      implements Step<A, R> {}

  /**
   * The operation has ended.
   *
   * @param resolved whether the answer had to be established after a lost one
   */
  record Done<A, R>(Answer<A, R> answer, boolean resolved) implements Step<A, R> {}
}
