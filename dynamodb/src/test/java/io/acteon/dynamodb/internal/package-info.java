/** Tests of what the state and the audit engine share. */
@NullMarked
package io.acteon.dynamodb.internal;

import org.jspecify.annotations.NullMarked;
