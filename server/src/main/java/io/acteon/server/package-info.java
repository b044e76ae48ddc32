/**
 * The composition root: opens what the configuration names, joins it to a running gateway, and
 * takes it apart in order. May import everything but the command line.
 */
@NullMarked
package io.acteon.server;

import org.jspecify.annotations.NullMarked;
