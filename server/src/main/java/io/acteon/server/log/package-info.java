/** The log: its shape and its levels, set in code. May import only SLF4J and Logback. */
@NullMarked
package io.acteon.server.log;

import org.jspecify.annotations.NullMarked;
