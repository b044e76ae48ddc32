package io.acteon.memory;

import io.acteon.model.Scope;
import io.acteon.state.Entry;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Entries and, for listable kinds, their ids in order. Thread-safe. */
final class EntryTable {
  /** How long a key remembers its fencing token once its entry is gone. */
  private static final Duration TOKEN_MEMORY = Duration.ofHours(1);

  /** UTF-8 sorts by code points, which UTF-16 does not. */
  static final Comparator<String> BY_BYTES =
      (a, b) -> {
        int end = Math.min(a.length(), b.length());
        int i = 0;
        while (i < end && a.charAt(i) == b.charAt(i)) {
          i++;
        }
        if (i == end) {
          return Integer.compare(a.length(), b.length());
        }
        boolean pair = i > 0 && Character.isHighSurrogate(a.charAt(i - 1));
        int at = pair ? i - 1 : i;
        return Integer.compare(a.codePointAt(at), b.codePointAt(at));
      };

  private static final Comparator<Scope> BY_SCOPE =
      Comparator.comparing(Scope::namespace).thenComparing(Scope::tenant);

  final Cells<Cell> cells = new Cells<>(Cell::isOver);
  private final ConcurrentHashMap<Kind, ConcurrentSkipListMap<Scope, ConcurrentSkipListSet<String>>>
      listings = new ConcurrentHashMap<>();

  /**
   * An entry, or what is left of one.
   *
   * @param entry empty once it was deleted
   * @param fence the greatest token that wrote here, 0 if none did
   * @param endedMillis when the entry was deleted; meaningless before
   */
  record Cell(Optional<Entry> entry, long fence, long endedMillis) {
    static final Cell NONE = new Cell(Optional.empty(), 0, 0);

    Optional<Entry> live(long now) {
      return entry.filter(there -> there.expiresAt().map(x -> x.toEpochMilli() > now).orElse(true));
    }

    Cell with(Entry next) {
      return new Cell(Optional.of(next), fence, 0);
    }

    Cell fencedBy(long token) {
      return new Cell(entry, token, endedMillis);
    }

    Cell deletedAt(long now) {
      return new Cell(Optional.empty(), fence, now);
    }

    boolean isOver(long now) {
      if (live(now).isPresent()) {
        return false;
      }
      long ended = entry.flatMap(Entry::expiresAt).map(Instant::toEpochMilli).orElse(endedMillis);
      return fence == 0 || ended + TOKEN_MEMORY.toMillis() <= now;
    }
  }

  /** Makes an id listed; it stays so until it is seen to be absent. */
  void list(StateKey key) {
    if (key.kind().shape() == Kind.Shape.LISTABLE) {
      ids(key.scope(), key.kind()).add(key.id());
    }
  }

  /** Ids that may be listed, in order. */
  List<String> ids(Scope scope, Kind kind, String from, boolean inclusive) {
    return List.copyOf(ids(scope, kind).tailSet(from, inclusive));
  }

  /** Takes an id out of its listing if its entry is gone. */
  void unlist(StateKey key, long now) {
    cells.change(
        key,
        now,
        there -> {
          if (there.flatMap(cell -> cell.live(now)).isEmpty()) {
            ids(key.scope(), key.kind()).remove(key.id());
          }
          return there;
        });
  }

  List<Scope> scopes(Kind kind) {
    return List.copyOf(scopesOf(kind).keySet());
  }

  private ConcurrentSkipListSet<String> ids(Scope scope, Kind kind) {
    return scopesOf(kind).computeIfAbsent(scope, _ -> new ConcurrentSkipListSet<>(BY_BYTES));
  }

  private ConcurrentSkipListMap<Scope, ConcurrentSkipListSet<String>> scopesOf(Kind kind) {
    return listings.computeIfAbsent(kind, _ -> new ConcurrentSkipListMap<>(BY_SCOPE));
  }
}
