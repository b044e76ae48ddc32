/** The primitives against their published vectors. */
@NullMarked
package io.acteon.crypto;

import org.jspecify.annotations.NullMarked;
