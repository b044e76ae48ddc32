/** Files of tests. May import the JDK only. */
@NullMarked
package io.acteon.testkit.files;

import org.jspecify.annotations.NullMarked;
