/**
 * The HTTP API: its endpoints, admission, health and description. May import core, {@code
 * http.wire}, {@code http.transport}, {@code metrics} and {@code admin}; is imported by the
 * composition only.
 */
@NullMarked
package io.acteon.server.http;

import org.jspecify.annotations.NullMarked;
