/**
 * The formats of the audit trail that can be proved: record bodies and their commitments, the hash
 * chain, segments, exports, and the verifier that reads them from any source. Specified in
 * docs/design/audit-chain.md. May import {@code crypto}, {@code audit}, {@code model} and {@code
 * json}; knows no backend.
 */
@NullMarked
package io.acteon.crypto.chain;

import org.jspecify.annotations.NullMarked;
