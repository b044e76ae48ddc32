/**
 * The provider for development: it keeps what it got, to be looked at. May import {@code provider},
 * {@code model}, {@code store} and {@code time}.
 */
@NullMarked
package io.acteon.provider.inbox;

import org.jspecify.annotations.NullMarked;
