/**
 * Several ways to do one thing against one DynamoDB, measured in turn: rates, latencies, requests
 * and capacity units, and the ratio between them.
 */
@NullMarked
package io.acteon.bench.compare;

import org.jspecify.annotations.NullMarked;
