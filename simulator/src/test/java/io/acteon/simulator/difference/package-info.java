/** The simulator beside DynamoDB Local: the same random requests, the same answers. */
@NullMarked
package io.acteon.simulator.difference;

import org.jspecify.annotations.NullMarked;
