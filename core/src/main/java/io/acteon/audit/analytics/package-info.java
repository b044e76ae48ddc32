/**
 * Counting what the trail tells: analytics over time, and which rules cover which actions. Pure;
 * may import {@code audit} and {@code model}.
 */
@NullMarked
package io.acteon.audit.analytics;

import org.jspecify.annotations.NullMarked;
