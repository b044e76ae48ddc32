/** Tests of the composition and of the layers of the whole project. */
@NullMarked
package io.acteon.server;

import org.jspecify.annotations.NullMarked;
