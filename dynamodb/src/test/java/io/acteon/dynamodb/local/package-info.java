/** Tests of DynamoDB Local as a child process, and the one that all other tests share. */
@NullMarked
package io.acteon.dynamodb.local;

import org.jspecify.annotations.NullMarked;
