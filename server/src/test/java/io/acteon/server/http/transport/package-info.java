/** Tests of the transport over real sockets. */
@NullMarked
package io.acteon.server.http.transport;

import org.jspecify.annotations.NullMarked;
