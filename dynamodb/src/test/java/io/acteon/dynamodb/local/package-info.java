/**
 * Tests of DynamoDB Local as a child process, and the stores that all other tests share: one
 * DynamoDB Local, and simulators.
 */
@NullMarked
package io.acteon.dynamodb.local;

import org.jspecify.annotations.NullMarked;
