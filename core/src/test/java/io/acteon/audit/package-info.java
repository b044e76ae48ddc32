/** What the audit SPI does by itself. */
@NullMarked
package io.acteon.audit;

import org.jspecify.annotations.NullMarked;
