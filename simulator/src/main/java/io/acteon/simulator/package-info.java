/**
 * DynamoDB as AWS behaves, for tests and measurements: the server to start, its options and its
 * command line. Imports every package of the simulator; needs only the JDK and Jackson.
 */
@NullMarked
package io.acteon.simulator;

import org.jspecify.annotations.NullMarked;
