/**
 * Reference backends that keep everything in this process and lose it with it: for trying things
 * out, for tests, and to say in few lines what the SPIs mean. May import the SPIs, {@code model},
 * {@code time}, {@code store} and {@code crypto}.
 */
@NullMarked
package io.acteon.memory;

import org.jspecify.annotations.NullMarked;
