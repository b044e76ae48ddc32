/**
 * The command {@code acteon bench}: measurements that anyone can repeat. Not published, not part of
 * the tests.
 */
@NullMarked
package io.acteon.bench;

import org.jspecify.annotations.NullMarked;
