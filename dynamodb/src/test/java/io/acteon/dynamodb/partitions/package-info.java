/**
 * What load does to the partitions of the state table: requests and write units, by partition key.
 * Uses the store's public sides, the key schema and the simulator's accounting.
 */
@NullMarked
package io.acteon.dynamodb.partitions;

import org.jspecify.annotations.NullMarked;
