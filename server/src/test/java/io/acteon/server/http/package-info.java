/** Tests of the API: a real gateway behind a real server, asked over HTTP. */
@NullMarked
package io.acteon.server.http;

import org.jspecify.annotations.NullMarked;
