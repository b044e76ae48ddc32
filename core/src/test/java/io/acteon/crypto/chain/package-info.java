/** The formats of the provable trail. */
@NullMarked
package io.acteon.crypto.chain;

import org.jspecify.annotations.NullMarked;
