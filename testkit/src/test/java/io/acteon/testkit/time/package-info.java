/** Tests of time under control. */
@NullMarked
package io.acteon.testkit.time;

import org.jspecify.annotations.NullMarked;
