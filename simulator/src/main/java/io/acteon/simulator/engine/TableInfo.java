package io.acteon.simulator.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What CreateTable and its relatives set. Immutable.
 *
 * @param timeToLive the attribute by which items expire, or null
 * @param deletedAt when DeleteTable takes effect, or null
 */
record TableInfo(
    String name,
    KeySchema keys,
    Map<String, String> attributeTypes,
    boolean onDemand,
    long readCapacity,
    long writeCapacity,
    boolean deletionProtection,
    boolean encrypted,
    boolean pointInTimeRecovery,
    @Nullable String timeToLive,
    Map<String, String> tags,
    Instant created,
    Instant activeAt,
    @Nullable Instant deletedAt) {
  static final String ARN_PREFIX = "arn:aws:dynamodb:us-east-1:000000000000:table/";

  TableInfo {
    attributeTypes = Collections.unmodifiableMap(new LinkedHashMap<>(attributeTypes));
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  String arn() {
    return ARN_PREFIX + name;
  }

  TableInfo withTimeToLive(@Nullable String attribute) {
    return new TableInfo(
        name,
        keys,
        attributeTypes,
        onDemand,
        readCapacity,
        writeCapacity,
        deletionProtection,
        encrypted,
        pointInTimeRecovery,
        attribute,
        tags,
        created,
        activeAt,
        deletedAt);
  }

  TableInfo withTags(Map<String, String> newTags) {
    return new TableInfo(
        name,
        keys,
        attributeTypes,
        onDemand,
        readCapacity,
        writeCapacity,
        deletionProtection,
        encrypted,
        pointInTimeRecovery,
        timeToLive,
        newTags,
        created,
        activeAt,
        deletedAt);
  }

  TableInfo withRecovery(boolean recovery) {
    return new TableInfo(
        name,
        keys,
        attributeTypes,
        onDemand,
        readCapacity,
        writeCapacity,
        deletionProtection,
        encrypted,
        recovery,
        timeToLive,
        tags,
        created,
        activeAt,
        deletedAt);
  }

  TableInfo withSettings(boolean protection, boolean demand, long reads, long writes) {
    return new TableInfo(
        name,
        keys,
        attributeTypes,
        demand,
        reads,
        writes,
        protection,
        encrypted,
        pointInTimeRecovery,
        timeToLive,
        tags,
        created,
        activeAt,
        deletedAt);
  }

  TableInfo withDeletedAt(Instant at) {
    return new TableInfo(
        name,
        keys,
        attributeTypes,
        onDemand,
        readCapacity,
        writeCapacity,
        deletionProtection,
        encrypted,
        pointInTimeRecovery,
        timeToLive,
        tags,
        created,
        activeAt,
        at);
  }
}
