/**
 * The audit SPI: records, intents and outcomes, queries. May import {@code model}, {@code time} and
 * {@code store}; knows no backend.
 */
@NullMarked
package io.acteon.audit;

import org.jspecify.annotations.NullMarked;
