/** Tests of the dispatch pipeline with the memory backends and stores that fail on demand. */
@NullMarked
package io.acteon.engine;

import org.jspecify.annotations.NullMarked;
