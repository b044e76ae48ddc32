/** Tests of the webhook provider against real sockets. */
@NullMarked
package io.acteon.provider.webhook;

import org.jspecify.annotations.NullMarked;
