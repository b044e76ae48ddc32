package io.acteon.dynamodb.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Compares a table with its specification; pure. */
record TableCheck(TableSpec spec) {

  /** What cannot be mended in place, a sentence each; empty when the table is fit. */
  List<String> faults(TableDescription table) {
    List<String> faults = new ArrayList<>();
    Map<String, String> types =
        table.attributeDefinitions().stream()
            .collect(
                Collectors.toMap(
                    AttributeDefinition::attributeName,
                    AttributeDefinition::attributeTypeAsString));
    key(spec.key(), table.keySchema(), types)
        .ifPresent(fault -> faults.add("the table's key " + fault));
    for (TableSpec.Index index : spec.indexes()) {
      index(index, table, types).ifPresent(faults::add);
    }
    replicas(table).ifPresent(faults::add);
    return faults;
  }

  /** Whether items expire; a table with multi-region strong consistency has no TTL to offer. */
  Optional<String> ttlFault(TableDescription table, TimeToLiveDescription ttl) {
    boolean on = isOn(ttl);
    if (on && !spec.ttlAttribute().equals(ttl.attributeName())) {
      return Optional.of(
          "TTL is on attribute '%s', but must be on '%s'; disable it first"
              .formatted(ttl.attributeName(), spec.ttlAttribute()));
    }
    return on || isStronglyGlobal(table)
        ? Optional.empty()
        : Optional.of("TTL is off; enable it on attribute '" + spec.ttlAttribute() + "'");
  }

  /** Whether items expire by some attribute, be it the right one or not. */
  static boolean isOn(TimeToLiveDescription ttl) {
    TimeToLiveStatus status = ttl.timeToLiveStatus();
    return status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING;
  }

  private static Optional<String> key(
      TableSpec.Key wanted, List<KeySchemaElement> schema, Map<String, String> types) {
    String found = describe(schema, types);
    String expected = describe(wanted);
    return found.equals(expected)
        ? Optional.empty()
        : Optional.of("is (" + found + "), but must be (" + expected + ")");
  }

  private static Optional<String> index(
      TableSpec.Index wanted, TableDescription table, Map<String, String> types) {
    Optional<GlobalSecondaryIndexDescription> found =
        table.globalSecondaryIndexes().stream()
            .filter(index -> index.indexName().equals(wanted.name()))
            .findFirst();
    if (found.isEmpty()) {
      return Optional.of(
          "index '%s' (%s) is missing".formatted(wanted.name(), describe(wanted.key())));
    }
    return key(wanted.key(), found.get().keySchema(), types)
        .map(fault -> "the key of index '" + wanted.name() + "' " + fault)
        .or(() -> projection(wanted, found.get()));
  }

  private static Optional<String> projection(
      TableSpec.Index wanted, GlobalSecondaryIndexDescription found) {
    if (found.projection().projectionType() == ProjectionType.ALL) {
      return Optional.empty();
    }
    Set<String> missing = new HashSet<>(wanted.projected());
    missing.removeAll(found.projection().nonKeyAttributes());
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("index '%s' does not project %s".formatted(wanted.name(), missing));
  }

  private Optional<String> replicas(TableDescription table) {
    if (!table.hasReplicas() || table.replicas().isEmpty()) {
      return Optional.empty();
    }
    String regions =
        table.replicas().stream()
            .map(ReplicaDescription::regionName)
            .collect(Collectors.joining(", "));
    return switch (spec.replicas()) {
      case SINGLE_WRITER -> Optional.empty();
      case REFUSED ->
          Optional.of("it is a global table (replicas in " + regions + "): no transactions");
      case STRONG_ONLY ->
          isStronglyGlobal(table)
              ? Optional.empty()
              : Optional.of(
                  "it is an eventually consistent global table (replicas in "
                      + regions
                      + "): locks would exclude nobody; use one with multi-region strong"
                      + " consistency, or name the only writing region as writer_region");
    };
  }

  private static boolean isStronglyGlobal(TableDescription table) {
    return table.multiRegionConsistency() == MultiRegionConsistency.STRONG;
  }

  private static String describe(TableSpec.Key key) {
    return describe(key.partition(), "partition")
        + key.sort().map(sort -> ", " + describe(sort, "sort")).orElse("");
  }

  private static String describe(TableSpec.Column column, String role) {
    return column.name() + " " + column.type() + " " + role;
  }

  private static String describe(List<KeySchemaElement> schema, Map<String, String> types) {
    return schema.stream()
        .map(part ->
            part.attributeName()
                + " "
                + types.get(part.attributeName())
                + (part.keyType() == KeyType.HASH ? " partition" : " sort"))
        .collect(Collectors.joining(", "));
  }
}
