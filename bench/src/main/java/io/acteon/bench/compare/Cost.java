package io.acteon.bench.compare;

import io.acteon.store.StoreCall;
import io.acteon.store.StoreListener;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/**
 * Requests and capacity units spent, as DynamoDB reports them; a failed condition, for which it
 * reports none, counts as one write. Thread-safe.
 */
public final class Cost implements StoreListener {
  private final LongAdder requests = new LongAdder();
  private final DoubleAdder reads = new DoubleAdder();
  private final DoubleAdder writes = new DoubleAdder();

  /** What was spent up to a moment, or between two. */
  public record Spent(long requests, double reads, double writes) {
    public Spent since(Spent before) {
      return new Spent(requests - before.requests, reads - before.reads, writes - before.writes);
    }
  }

  @Override
  public void called(StoreCall call) {
    requests.add(call.requests());
    reads.add(call.readUnits());
    writes.add(call.writeUnits());
  }

  public void read(@Nullable ConsumedCapacity capacity) {
    requests.increment();
    reads.add(units(capacity));
  }

  public void wrote(@Nullable ConsumedCapacity capacity) {
    requests.increment();
    writes.add(units(capacity));
  }

  /** One request on any number of tables. */
  public void transacted(List<ConsumedCapacity> capacities) {
    requests.increment();
    capacities.forEach(capacity -> writes.add(units(capacity)));
  }

  public void conditionFailed() {
    requests.increment();
    writes.add(1);
  }

  private static double units(@Nullable ConsumedCapacity capacity) {
    return capacity == null || capacity.capacityUnits() == null ? 0 : capacity.capacityUnits();
  }

  public Spent spent() {
    return new Spent(requests.sum(), reads.sum(), writes.sum());
  }
}
