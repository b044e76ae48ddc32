package io.acteon.simulator.accounting;

import io.acteon.simulator.engine.Charge;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets of partition keys and tables. Not thread-safe.
 *
 * <p>A request is admitted while its buckets are not empty and may overdraw them by itself, as a
 * partition learns a request's cost only by serving it.
 */
final class Buckets {
  private static final int SWEEP_AT = 100_000;
  private static final double NANOS = 1e9;

  private record Key(Partition partition, boolean write) {}

  /** One bucket. */
  private static final class Bucket {
    private double level;
    private Instant filled;

    Bucket(double level, Instant filled) {
      this.level = level;
      this.filled = filled;
    }
  }

  private final Limits limits;
  private final Map<Key, Bucket> buckets = new HashMap<>();

  Buckets(Limits limits) {
    this.limits = limits;
  }

  @Nullable Charge refusal(List<Charge> charges, Instant now) {
    if (limits.isNone()) {
      return null;
    }
    for (Charge charge : charges) {
      Partition partition = Partition.of(charge);
      if (isEmpty(new Key(partition, charge.write()), now)) {
        return charge;
      }
      if (isEmpty(new Key(partition.whole(), charge.write()), now)) {
        return new Charge(charge.table(), charge.index(), null, charge.write(), charge.units());
      }
    }
    for (Charge charge : charges) {
      Partition partition = Partition.of(charge);
      take(new Key(partition, charge.write()), charge.units(), now);
      if (charge.partition() != null) {
        take(new Key(partition.whole(), charge.write()), charge.units(), now);
      }
    }
    return null;
  }

  private double rate(Key key) {
    if (key.partition().key() == null) {
      return key.write() ? limits.tableWrites() : limits.tableReads();
    }
    return key.write() ? limits.partitionWrites() : limits.partitionReads();
  }

  private boolean isEmpty(Key key, Instant now) {
    double rate = rate(key);
    Bucket bucket = rate == 0 ? null : buckets.get(key);
    return bucket != null && level(bucket, rate, now) <= 0;
  }

  private void take(Key key, double units, Instant now) {
    double rate = rate(key);
    if (rate == 0) {
      return;
    }
    if (buckets.size() > SWEEP_AT) {
      buckets.entrySet().removeIf(e -> isFull(e.getKey(), e.getValue(), now));
    }
    Bucket bucket = buckets.computeIfAbsent(key, _ -> new Bucket(capacity(rate), now));
    bucket.level = level(bucket, rate, now) - units;
    bucket.filled = now.isAfter(bucket.filled) ? now : bucket.filled;
  }

  private boolean isFull(Key key, Bucket bucket, Instant now) {
    double rate = rate(key);
    return level(bucket, rate, now) >= capacity(rate);
  }

  private double capacity(double rate) {
    return rate * limits.burst().toNanos() / NANOS;
  }

  private double level(Bucket bucket, double rate, Instant now) {
    double seconds =
        Math.max(
            0,
            now.getEpochSecond()
                - bucket.filled.getEpochSecond()
                + (now.getNano() - bucket.filled.getNano()) / NANOS);
    return Math.min(capacity(rate), bucket.level + rate * seconds);
  }
}
