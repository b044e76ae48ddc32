/**
 * The memory backends held against the contracts; here because the testkit sees core and not the
 * reverse.
 */
@NullMarked
package io.acteon.testkit.state.memory;

import org.jspecify.annotations.NullMarked;
