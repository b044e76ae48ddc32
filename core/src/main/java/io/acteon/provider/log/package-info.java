/**
 * The provider that only writes a line to the log. May import {@code provider}, {@code model},
 * {@code json} and {@code store}.
 */
@NullMarked
package io.acteon.provider.log;

import org.jspecify.annotations.NullMarked;
