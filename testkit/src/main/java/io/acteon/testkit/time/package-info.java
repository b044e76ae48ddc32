/**
 * Time under a test's control. May import {@code io.acteon.time} and the JDK; knows no SPI and no
 * backend.
 */
@NullMarked
package io.acteon.testkit.time;

import org.jspecify.annotations.NullMarked;
