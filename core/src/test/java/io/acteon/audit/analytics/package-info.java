/** Counting, by hand-made summaries; the comparison with a model is in the testkit. */
@NullMarked
package io.acteon.audit.analytics;

import org.jspecify.annotations.NullMarked;
