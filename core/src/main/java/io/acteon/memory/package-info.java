/**
 * Reference backends in this process: what each SPI means, without a store. May import the SPIs,
 * {@code model}, {@code time}, {@code store} and {@code crypto}.
 */
@NullMarked
package io.acteon.memory;

import org.jspecify.annotations.NullMarked;
