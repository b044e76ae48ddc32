package io.acteon.dynamodb.internal;

import io.acteon.store.StoreCall;
import io.acteon.store.StoreListener;
import io.acteon.time.TimeSource;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** Counts what one call costs and reports it once when the call ends. For one thread at a time. */
public final class CallMeter {
  private final StoreListener listener;
  private final TimeSource time;
  private final String table;
  private final String operation;
  private final long startedNanos;
  private int requests;
  private int retries;
  private int conditionFailures;
  private int resolved;
  private int seals;
  private double readUnits;
  private double writeUnits;

  CallMeter(StoreListener listener, TimeSource time, String table, String operation) {
    this.listener = listener;
    this.time = time;
    this.table = table;
    this.operation = operation;
    this.startedNanos = time.nanos();
  }

  public String table() {
    return table;
  }

  public String operation() {
    return operation;
  }

  void sent(boolean repeated) {
    requests++;
    retries += repeated ? 1 : 0;
  }

  /** A condition did not hold; DynamoDB charges a write but reports none. */
  void conditionFailed() {
    conditionFailures++;
    writeUnits += 1;
  }

  /** A lost answer's fate was established. */
  public void resolved() {
    resolved++;
  }

  public void sealed() {
    seals++;
  }

  public void read(ConsumedCapacity capacity) {
    readUnits +=
        capacity == null || capacity.capacityUnits() == null ? 0 : capacity.capacityUnits();
  }

  public void wrote(ConsumedCapacity capacity) {
    writeUnits +=
        capacity == null || capacity.capacityUnits() == null ? 0 : capacity.capacityUnits();
  }

  /** Reports the call. */
  public void ended(StoreCall.Result result) {
    listener.called(
        new StoreCall(
            table,
            operation,
            result,
            requests,
            retries,
            conditionFailures,
            resolved,
            seals,
            readUnits,
            writeUnits,
            Duration.ofNanos(time.nanos() - startedNanos)));
  }
}
