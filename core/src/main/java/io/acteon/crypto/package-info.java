/**
 * The primitives of a provable trail: canonical JSON, SHA-256 over framed bytes, the Merkle tree of
 * RFC 6962, Ed25519, signed notes. May import {@code model} and {@code json}; knows neither the
 * audit trail nor a store.
 */
@NullMarked
package io.acteon.crypto;

import org.jspecify.annotations.NullMarked;
