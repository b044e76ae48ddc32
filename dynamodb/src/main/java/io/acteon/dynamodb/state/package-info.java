/**
 * The state engine on DynamoDB: each operation is one conditional write to one item, and no answer
 * is ever false because a response was lost. The protocol is specified in
 * docs/design/state-on-dynamodb.md; the expressions stand in one class per item protocol.
 *
 * <p>May import {@code model}, {@code state}, {@code store}, {@code time}, {@code
 * dynamodb.internal} and the AWS SDK's model classes.
 */
@NullMarked
package io.acteon.dynamodb.state;

import org.jspecify.annotations.NullMarked;
