/**
 * The provider SPI: what delivers an action to the outside world. May import {@code model}, {@code
 * time} and {@code store}; knows no engine.
 */
@NullMarked
package io.acteon.provider;

import org.jspecify.annotations.NullMarked;
