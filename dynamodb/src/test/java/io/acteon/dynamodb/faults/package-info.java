/** The DynamoDB state store under lost, late, repeated and disturbed requests. */
@NullMarked
package io.acteon.dynamodb.faults;

import org.jspecify.annotations.NullMarked;
