/**
 * Rules: the sealed tree of conditions, its evaluator, the verdicts, and the trace that explains a
 * decision. Deciding is pure but for the state reads that a rule asks for. May import {@code
 * model}, {@code json} and {@code time}; never a backend, a file or the network. Front ends such as
 * {@code rules.yaml} lower their text to {@link io.acteon.rules.Rule}.
 */
@NullMarked
package io.acteon.rules;

import org.jspecify.annotations.NullMarked;
