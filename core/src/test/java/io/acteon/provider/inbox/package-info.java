/** Tests of the inbox. */
@NullMarked
package io.acteon.provider.inbox;

import org.jspecify.annotations.NullMarked;
