/**
 * The dispatch pipeline: decide purely, then act, one way through. Owns what becomes of an action
 * between a validated request and its answer. May import the model, the SPIs and {@code rules};
 * knows no backend, no HTTP server and no configuration file.
 */
@NullMarked
package io.acteon.engine;

import org.jspecify.annotations.NullMarked;
