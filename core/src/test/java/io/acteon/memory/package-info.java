/** Tests of what the contracts cannot see of the memory backends. */
@NullMarked
package io.acteon.memory;

import org.jspecify.annotations.NullMarked;
