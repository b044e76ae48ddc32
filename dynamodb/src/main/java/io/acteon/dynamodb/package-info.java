/**
 * The way in: DynamoDB as a state store, for the gateway (found by {@link java.util.ServiceLoader})
 * and as a library on its own. May import everything of this module.
 */
@NullMarked
package io.acteon.dynamodb;

import org.jspecify.annotations.NullMarked;
