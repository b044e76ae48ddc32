/** What deciding costs: rule evaluation under JMH. May import {@code model} and {@code rules}. */
@NullMarked
package io.acteon.bench.rules;

import org.jspecify.annotations.NullMarked;
