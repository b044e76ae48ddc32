package io.acteon.simulator.engine;

import io.acteon.simulator.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Capacity that a request consumes in one partition of a table or of an index.
 *
 * @param index null for the table itself
 * @param partition null where a request is not bound to one partition key (Scan)
 */
public record Charge(
    String table, @Nullable String index, @Nullable Value partition, boolean write, double units) {}
