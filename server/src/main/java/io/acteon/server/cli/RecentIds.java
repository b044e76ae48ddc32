package io.acteon.server.cli;

import java.util.LinkedHashSet;
import java.util.Set;

/** The ids that were met of late, as many as a poll can bring and some more. Not thread-safe. */
final class RecentIds {
  private static final int MOST = 20_000;

  private final Set<String> ids = new LinkedHashSet<>();

  /** Whether {@code id} is new. */
  boolean add(String id) {
    boolean isNew = ids.add(id);
    if (ids.size() > MOST) {
      ids.remove(ids.iterator().next());
    }
    return isNew;
  }
}
