/** Tests of JSON as text. */
@NullMarked
package io.acteon.json;

import org.jspecify.annotations.NullMarked;
