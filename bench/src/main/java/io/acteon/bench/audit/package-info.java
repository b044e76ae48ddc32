/**
 * The audit trail: chained appends beside one transaction per record by the bare AWS SDK, replicas
 * on one chain, and what verifying costs. Uses the trail as a user of the library does.
 */
@NullMarked
package io.acteon.bench.audit;

import org.jspecify.annotations.NullMarked;
