/** Tests of the state engine against DynamoDB Local and against scripted answers. */
@NullMarked
package io.acteon.dynamodb.state;

import org.jspecify.annotations.NullMarked;
