package io.acteon.server.http.wire;

/**
 * What an object of texts in a request may hold. Immutable.
 *
 * @param bytes of all keys and values together
 */
public record TextsLimit(int entries, TextLimit key, TextLimit value, int bytes) {}
