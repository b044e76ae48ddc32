/**
 * A second implementation of the audit chain's formats, written from docs/design/audit-chain.md
 * with the JDK alone. It owns its bugs: it may import nothing of ours, and nothing but {@code
 * java}.
 */
@NullMarked
package io.acteon.independent;

import org.jspecify.annotations.NullMarked;
