/**
 * The provider that posts actions to a URL. Owns its own small HTTP/1.1 client, because the address
 * that was checked must be the address that is connected to. May import {@code provider}, {@code
 * model}, {@code json}, {@code store} and {@code time}.
 */
@NullMarked
package io.acteon.provider.webhook;

import org.jspecify.annotations.NullMarked;
