/**
 * Requests in, replies out: routing, bodies within bounds, errors as JSON, access log, drain. The
 * only package that sees the web server's types. May import core's {@code json}, {@code model},
 * {@code store} and {@code time}, and {@code http.wire}; knows no endpoint.
 */
@NullMarked
package io.acteon.server.http.transport;

import org.jspecify.annotations.NullMarked;
