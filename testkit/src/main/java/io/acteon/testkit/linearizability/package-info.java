/**
 * Checks recorded histories of concurrent operations for linearizability (Herlihy and Wing 1990).
 * Knows no store: a model says what each operation may answer.
 */
@NullMarked
package io.acteon.testkit.linearizability;

import org.jspecify.annotations.NullMarked;
