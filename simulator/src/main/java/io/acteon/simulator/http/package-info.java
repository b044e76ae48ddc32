/**
 * DynamoDB's wire protocol on a server of our own, and the faults of networks and services. Sees
 * the metered engine; knows nothing of tables.
 */
@NullMarked
package io.acteon.simulator.http;

import org.jspecify.annotations.NullMarked;
