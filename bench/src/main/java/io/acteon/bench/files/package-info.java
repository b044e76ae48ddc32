/** Files of measurements. */
@NullMarked
package io.acteon.bench.files;

import org.jspecify.annotations.NullMarked;
