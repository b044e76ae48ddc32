/**
 * The DynamoDB state store seen from several processes at once: child JVMs that are disturbed,
 * paused and killed while they share one table. Uses the store's public sides only.
 */
@NullMarked
package io.acteon.dynamodb.processes;

import org.jspecify.annotations.NullMarked;
