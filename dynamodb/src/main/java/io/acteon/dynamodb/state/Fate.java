package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.Stamp;
import java.util.List;
import java.util.Optional;

/** What an item says about a write of ours whose answer was lost. */
enum Fate {
  /** It has landed. */
  LANDED,
  /** It has not landed and never will: the fence is past it. */
  NEVER,
  /** It has not landed, but may yet. */
  OPEN,
  /** More newer writes than the ring holds have passed: it may have landed before them. */
  FORGOTTEN;

  private static final List<String> RING = List.of("o0", "o1", "o2", "o3");
  private static final String OLDEST = "o3";

  /**
   * Reads the fate of the write stamped {@code stamp}.
   *
   * @param item the whole item, empty if there is none
   */
  static Fate of(Item item, Stamp stamp) {
    if (RING.stream().anyMatch(slot -> item.text(slot).filter(stamp.id()::equals).isPresent())) {
      return LANDED;
    }
    Optional<String> oldest = item.text(OLDEST).filter(id -> !id.equals(Fragments.NO_ID));
    if (oldest.isPresent() && Stamp.versionOf(oldest.get()) > stamp.version()) {
      return FORGOTTEN;
    }
    return newest(item) >= stamp.version() ? NEVER : OPEN;
  }

  /** The version that a write must be above to land. */
  static long newest(Item item) {
    return Math.max(item.number("ver", 0), item.number("f", 0));
  }
}
