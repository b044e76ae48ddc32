/**
 * Amazon's DynamoDB Local as a child process, for development and tests. It is Amazon's, under
 * Amazon's licence, and never part of this program: it has a process and a class path of its own.
 * May import only the JDK and {@code time}.
 */
@NullMarked
package io.acteon.dynamodb.local;

import org.jspecify.annotations.NullMarked;
