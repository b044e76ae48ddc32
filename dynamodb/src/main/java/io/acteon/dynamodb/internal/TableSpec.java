package io.acteon.dynamodb.internal;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * What a table must look like. Its TTL attribute may be added to a table that is there; keys,
 * indexes and their projections cannot be altered in place. Immutable.
 *
 * @param ttlAttribute epoch seconds, by which DynamoDB collects items
 * @param replicas whether a global table is acceptable, see {@link Replicas}
 */
public record TableSpec(
    String name, Key key, List<Index> indexes, String ttlAttribute, Replicas replicas) {

  public TableSpec {
    indexes = List.copyOf(indexes);
  }

  /** A key attribute and its type. */
  public record Column(String name, ScalarAttributeType type) {
    public static Column text(String name) {
      return new Column(name, ScalarAttributeType.S);
    }

    public static Column number(String name) {
      return new Column(name, ScalarAttributeType.N);
    }
  }

  /** A partition key and perhaps a sort key. */
  public record Key(Column partition, Optional<Column> sort) {
    public static Key of(Column partition, Column sort) {
      return new Key(partition, Optional.of(sort));
    }

    public static Key of(Column partition) {
      return new Key(partition, Optional.empty());
    }
  }

  /**
   * A global secondary index.
   *
   * @param projected what it holds besides keys, in no order; empty for KEYS_ONLY
   */
  public record Index(String name, Key key, List<String> projected) {
    public Index {
      projected = List.copyOf(projected);
    }
  }

  /** Which global tables are acceptable. */
  public enum Replicas {
    /** None: the engine needs transactions, which are not global. */
    REFUSED,
    /** Those with multi-region strong consistency: single-item conditional writes suffice. */
    STRONG_ONLY,
    /** Any: the configuration promises that only the region we are in writes. */
    SINGLE_WRITER
  }
}
