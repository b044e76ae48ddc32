package io.acteon.store;

import java.time.Duration;

/**
 * One finished call to a store. Immutable.
 *
 * @param table the table or other store that was called
 * @param operation what the caller asked for, such as {@code check_and_set}
 * @param requests requests sent over the wire, retries and seals included
 * @param retries how many of them repeated an earlier one
 * @param conditionFailures how many were refused by their condition
 * @param resolved lost answers whose fate was established afterwards
 * @param seals extra writes that kept a lost attempt from landing
 * @param readUnits read request units, as the store reported them
 * @param writeUnits write request units; a failed condition, of which DynamoDB reports none, counts
 *     as one (it costs one for each KB of the item it met)
 * @param latency from the first attempt to the answer
 */
public record StoreCall(
    String table,
    String operation,
    Result result,
    int requests,
    int retries,
    int conditionFailures,
    int resolved,
    int seals,
    double readUnits,
    double writeUnits,
    Duration latency) {

  /** How a call ended. */
  public enum Result {
    APPLIED,
    REFUSED,
    UNKNOWN,
    READ,
    UNAVAILABLE,
    REJECTED
  }
}
