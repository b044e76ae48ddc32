/**
 * What state and audit backends share: the three-way answer, faults, settings, health and
 * observation. May import {@code model} and {@code time}.
 */
@NullMarked
package io.acteon.store;

import org.jspecify.annotations.NullMarked;
