/** Tests of the shapes on the wire. */
@NullMarked
package io.acteon.server.http.wire;

import org.jspecify.annotations.NullMarked;
