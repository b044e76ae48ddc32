package io.acteon.state;

import java.time.Instant;
import java.util.Optional;

/** A live entry as it was read: value, version, and when it expires. Immutable. */
public record Entry(String value, Version version, Optional<Instant> expiresAt) {}
