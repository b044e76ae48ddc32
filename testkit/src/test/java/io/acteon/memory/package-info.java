/** The reference backends against the contracts. */
@NullMarked
package io.acteon.memory;

import org.jspecify.annotations.NullMarked;
