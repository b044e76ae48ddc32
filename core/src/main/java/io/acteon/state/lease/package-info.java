/**
 * What every backend needs to keep a lock alive while its holder lives. May import {@code state}
 * and {@code time}; knows no backend.
 */
@NullMarked
package io.acteon.state.lease;

import org.jspecify.annotations.NullMarked;
