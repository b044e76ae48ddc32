/** The examples of dynamodb/README.md, as tests: what the README shows runs. */
@NullMarked
package io.acteon.dynamodb.examples;

import org.jspecify.annotations.NullMarked;
