/**
 * Time as a dependency: wall clock, monotonic clock, waiting, and the deadline of a request.
 * Imports only the JDK.
 */
@NullMarked
package io.acteon.time;

import org.jspecify.annotations.NullMarked;
