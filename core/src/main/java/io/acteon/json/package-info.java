/**
 * JSON text to {@link io.acteon.model.Json} and back. The only place in core that sees the JSON
 * parser for wire text. May import {@code model}.
 */
@NullMarked
package io.acteon.json;

import org.jspecify.annotations.NullMarked;
