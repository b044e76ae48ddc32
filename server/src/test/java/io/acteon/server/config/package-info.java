/** Tests of reading, checking and printing the configuration. */
@NullMarked
package io.acteon.server.config;

import org.jspecify.annotations.NullMarked;
