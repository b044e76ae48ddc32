/**
 * DynamoDB's tables and operations as one deterministic value: no threads, no clock, no network.
 * Imports the value and expression packages, the JDK and Jackson's tree model; nothing of the
 * server.
 */
@NullMarked
package io.acteon.simulator.engine;

import org.jspecify.annotations.NullMarked;
