/**
 * What the gateway counts of itself, as JSON and for Prometheus. May import core; knows no HTTP.
 */
@NullMarked
package io.acteon.server.metrics;

import org.jspecify.annotations.NullMarked;
