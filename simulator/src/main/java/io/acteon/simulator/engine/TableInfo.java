package io.acteon.simulator.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What CreateTable and its relatives set. Immutable.
 *
 * @param deletedAt when DeleteTable takes effect, or null
 */
record TableInfo(
    String name,
    KeySchema keys,
    Map<String, String> attributeTypes,
    Throughput throughput,
    Settings settings,
    Instant created,
    Instant activeAt,
    @Nullable Instant deletedAt) {
  static final String ARN_PREFIX = "arn:aws:dynamodb:us-east-1:000000000000:table/";

  /** How the table is billed; the units are zero on demand. */
  record Throughput(boolean onDemand, long reads, long writes) {}

  /**
   * What can be switched.
   *
   * @param timeToLive the attribute by which items expire, or null
   */
  record Settings(
      boolean deletionProtection,
      boolean encrypted,
      boolean pointInTimeRecovery,
      @Nullable String timeToLive,
      Map<String, String> tags) {
    Settings {
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    Settings withProtection(boolean protection) {
      return new Settings(protection, encrypted, pointInTimeRecovery, timeToLive, tags);
    }

    Settings withRecovery(boolean recovery) {
      return new Settings(deletionProtection, encrypted, recovery, timeToLive, tags);
    }

    Settings withTimeToLive(@Nullable String attribute) {
      return new Settings(deletionProtection, encrypted, pointInTimeRecovery, attribute, tags);
    }

    Settings withTags(Map<String, String> changed) {
      return new Settings(deletionProtection, encrypted, pointInTimeRecovery, timeToLive, changed);
    }
  }

  TableInfo {
    attributeTypes = Collections.unmodifiableMap(new LinkedHashMap<>(attributeTypes));
  }

  String arn() {
    return ARN_PREFIX + name;
  }

  boolean onDemand() {
    return throughput.onDemand();
  }

  @Nullable String timeToLive() {
    return settings.timeToLive();
  }

  TableInfo with(Settings changed) {
    return new TableInfo(
        name, keys, attributeTypes, throughput, changed, created, activeAt, deletedAt);
  }

  TableInfo with(Throughput changed) {
    return new TableInfo(
        name, keys, attributeTypes, changed, settings, created, activeAt, deletedAt);
  }

  TableInfo withAttributeTypes(Map<String, String> changed) {
    return new TableInfo(name, keys, changed, throughput, settings, created, activeAt, deletedAt);
  }

  TableInfo withDeletedAt(Instant at) {
    return new TableInfo(name, keys, attributeTypes, throughput, settings, created, activeAt, at);
  }
}
