package io.acteon.bench.state;

import static java.util.Objects.requireNonNull;

import io.acteon.bench.compare.Work;
import io.acteon.state.Counters;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.state.Ttl;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** All clients increment one counter; each value may come once. Thread-safe. */
final class Numbers implements Work {
  private final LongSupplier increment;
  private final Set<Long> seen = ConcurrentHashMap.newKeySet();
  private final AtomicLong twice = new AtomicLong();

  private Numbers(LongSupplier increment) {
    this.increment = increment;
  }

  static Numbers ofEngine(StateStore store, String id) {
    StateKey key = Operation.counter(id);
    Counters counters = store.counters();
    return new Numbers(
        () -> Operation.applied(counters.increment(key, 1, Ttl.NEVER, Operation.soon())).value());
  }

  static Numbers ofBare(Bare bare, String id) {
    UpdateItemRequest request = bare.add("bare|counter|" + id);
    return new Numbers(
        () -> Long.parseLong(requireNonNull(bare.update(request).attributes().get("c")).n()));
  }

  @Override
  public int once(int client) {
    if (!seen.add(increment.getAsLong())) {
      twice.incrementAndGet();
    }
    return 1;
  }

  @Override
  public void verify() {
    if (twice.get() > 0) {
      throw new IllegalStateException(
          "%d of %d increments were told a value that another had been told"
              .formatted(twice.get(), seen.size() + twice.get()));
    }
  }
}
