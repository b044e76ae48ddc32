/**
 * What every audit backend must do, as tests that a backend's own test class inherits. Sees the SPI
 * only.
 */
@NullMarked
package io.acteon.testkit.audit;

import org.jspecify.annotations.NullMarked;
