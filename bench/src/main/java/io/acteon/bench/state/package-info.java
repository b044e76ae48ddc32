/**
 * The state engine on DynamoDB beside bare calls of the AWS SDK, in one run against one endpoint.
 * Uses the engine as a user of the library does, and nothing internal to it.
 */
@NullMarked
package io.acteon.bench.state;

import org.jspecify.annotations.NullMarked;
