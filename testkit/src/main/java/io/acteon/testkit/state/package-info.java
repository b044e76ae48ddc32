/**
 * The contracts that every state backend keeps, as test classes to extend: one for each side of
 * {@code io.acteon.state}. May import the SPIs, the testkit's time, JUnit and AssertJ; knows no
 * backend.
 */
@NullMarked
package io.acteon.testkit.state;

import org.jspecify.annotations.NullMarked;
