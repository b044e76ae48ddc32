package io.acteon.server.http.wire;

/** What an object of texts in a request may hold. Immutable. */
public record TextsLimit(int entries, TextLimit key, TextLimit value) {}
