/**
 * What goes over the wire: JSON bodies read into the model with the place of every mistake, and the
 * model written as clients know it. May import core; knows neither routes nor the web server.
 */
@NullMarked
package io.acteon.server.http.wire;

import org.jspecify.annotations.NullMarked;
