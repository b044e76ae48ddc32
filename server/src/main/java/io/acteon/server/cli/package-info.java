/**
 * The command line: its commands, what they print and how they exit. May import everything in the
 * server; is imported by nothing.
 */
@NullMarked
package io.acteon.server.cli;

import org.jspecify.annotations.NullMarked;
