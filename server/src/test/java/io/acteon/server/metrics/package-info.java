/** Tests of the metrics. */
@NullMarked
package io.acteon.server.metrics;

import org.jspecify.annotations.NullMarked;
