/**
 * Random concurrent work on the state SPI, recorded, and the sequential models that say what it may
 * have answered. Sees the SPI, never a backend.
 */
@NullMarked
package io.acteon.testkit.history;

import org.jspecify.annotations.NullMarked;
