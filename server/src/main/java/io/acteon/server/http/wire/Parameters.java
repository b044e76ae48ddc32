package io.acteon.server.http.wire;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a request asks for by name, in its query or in its body; a wrong value ends the request with
 * the place where it stands. Immutable.
 */
public interface Parameters {

  /** The names that are given. */
  Set<String> names();

  /** How an error tells where {@code name} stands. */
  String place(String name);

  Optional<String> text(String name);

  /** A whole number of at least zero. */
  Optional<Integer> count(String name);

  Optional<Instant> time(String name);

  /** Whether it is given as true. */
  boolean flag(String name);
}
