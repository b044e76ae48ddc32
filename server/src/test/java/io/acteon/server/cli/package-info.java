/** Tests of the command line, in this process and in processes of their own. */
@NullMarked
package io.acteon.server.cli;

import org.jspecify.annotations.NullMarked;
