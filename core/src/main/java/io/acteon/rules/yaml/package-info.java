/**
 * The YAML front end: rule files to a {@link io.acteon.rules.RuleSet}, with every problem named by
 * file, line and column. May import {@code rules} and {@code model}; alone in core in reading rule
 * files.
 */
@NullMarked
package io.acteon.rules.yaml;

import org.jspecify.annotations.NullMarked;
