package io.acteon.memory;

import io.acteon.memory.EntryTable.Cell;
import io.acteon.model.Scope;
import io.acteon.state.Entries;
import io.acteon.state.Entry;
import io.acteon.state.FencingToken;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Entries in memory: one short change of one cell per write. Thread-safe. */
final class MemoryEntries implements Entries {
  private static final int MOST_LISTED = 1000;

  private final Space space;
  private final EntryTable table;
  private final TimeSource time;

  MemoryEntries(Space space, TimeSource time) {
    this.space = space;
    this.table = space.entries;
    this.time = time;
  }

  @Override
  public Optional<Entry> get(StateKey key, Deadline deadline) {
    long now = time.millis();
    return table.cells.read(Names.checked(key), now).flatMap(cell -> cell.live(now));
  }

  @Override
  public Answer<Version, Void> set(StateKey key, String value, Ttl ttl, Deadline deadline) {
    making(ttl);
    return write(key, value, (cell, now) -> Answer.applied(next(cell, value, ttl, now)));
  }

  @Override
  public Answer<Version, Entry> checkAndSet(
      StateKey key, String value, Ttl ttl, Deadline deadline) {
    making(ttl);
    return write(
        key,
        value,
        (cell, now) ->
            cell.live(now)
                .<Answer<Cell, Entry>>map(Answer::refused)
                .orElseGet(() -> Answer.applied(next(cell, value, ttl, now))));
  }

  @Override
  public Answer<Version, Optional<Entry>> compareAndSwap(
      StateKey key, Version expected, String value, Ttl ttl, Deadline deadline) {
    if (expected.equals(Version.ABSENT)) {
      making(ttl);
    }
    return write(
        key,
        value,
        (cell, now) -> {
          Optional<Entry> there = cell.live(now);
          return there.map(Entry::version).orElse(Version.ABSENT).equals(expected)
              ? Answer.applied(next(cell, value, ttl, now))
              : Answer.refused(there);
        });
  }

  @Override
  public Answer<Version, Absent> delete(StateKey key, Deadline deadline) {
    Version version = new Version(space.nextVersion(time));
    Answer<Version, Absent> answer =
        change(
            key,
            (cell, now) ->
                cell.live(now).isPresent()
                    ? Answer.applied(cell.deletedAt(now))
                    : Answer.refused(new Absent()),
            _ -> version);
    table.unlist(key, time.millis());
    return answer;
  }

  @Override
  public Answer<Version, FencingToken> fencedSet(
      StateKey key, String value, Ttl ttl, FencingToken token, Deadline deadline) {
    making(ttl);
    return write(
        key,
        value,
        (cell, now) ->
            token.value() < cell.fence()
                ? Answer.refused(new FencingToken(cell.fence()))
                : Answer.applied(next(cell, value, ttl, now).fencedBy(token.value())));
  }

  @Override
  public Page list(
      Scope scope,
      Kind kind,
      String idPrefix,
      Optional<String> after,
      int limit,
      Deadline deadline) {
    listable(kind);
    Names.checked(scope);
    if (limit < 1 || limit > MOST_LISTED) {
      throw new IllegalArgumentException(
          "a page of %d entries: ask for 1 to %d".formatted(limit, MOST_LISTED));
    }
    long now = time.millis();
    boolean afterRules =
        after.filter(a -> EntryTable.BY_BYTES.compare(a, idPrefix) >= 0).isPresent();
    String from = afterRules ? after.orElseThrow() : idPrefix;
    List<Listed> found = new ArrayList<>();
    for (String id : table.ids(scope, kind, from, !afterRules)) {
      if (!id.startsWith(idPrefix)) {
        break;
      }
      StateKey key = new StateKey(scope, kind, id);
      Optional<Entry> entry = table.cells.read(key, now).flatMap(cell -> cell.live(now));
      if (entry.isEmpty()) {
        table.unlist(key, now);
      } else if (found.size() == limit) {
        return new Page(found, Optional.of(found.getLast().id()));
      } else {
        found.add(new Listed(id, entry.get()));
      }
    }
    return new Page(found, Optional.empty());
  }

  @Override
  public List<Scope> scopes(Kind kind, Deadline deadline) {
    listable(kind);
    return table.scopes(kind);
  }

  /** Decides what becomes of a cell; a refusal leaves it as it is. */
  private interface Decision<R> {
    Answer<Cell, R> on(Cell cell, long now);
  }

  private interface Outcome<A> {
    A of(Cell cell);
  }

  private <R> Answer<Version, R> write(StateKey key, String value, Decision<R> decision) {
    int bytes = Names.unicode("a value", value).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "a value of %d bytes: at most %d can be stored".formatted(bytes, MAX_VALUE_BYTES));
    }
    return change(key, decision, cell -> cell.entry().orElseThrow().version());
  }

  private <A, R> Answer<A, R> change(StateKey key, Decision<R> decision, Outcome<A> outcome) {
    long now = time.millis();
    AtomicReference<Answer<A, R>> answer = new AtomicReference<>();
    table.cells.change(
        Names.checked(key),
        now,
        there ->
            switch (decision.on(there.orElse(Cell.NONE), now)) {
              case Answer.Applied<Cell, R>(Cell next) -> {
                table.list(key);
                answer.set(Answer.applied(outcome.of(next)));
                yield Optional.of(next);
              }
              case Answer.Refused<Cell, R>(R met) -> {
                answer.set(Answer.refused(met));
                yield there;
              }
              case Answer.Unknown<Cell, R>(String reason) -> throw new AssertionError(reason);
            });
    return answer.get();
  }

  private Cell next(Cell cell, String value, Ttl ttl, long now) {
    Optional<Instant> expiry =
        switch (ttl) {
          case Ttl.Never _ -> Optional.empty();
          case Ttl.After(var after) -> Optional.of(Instant.ofEpochMilli(now).plus(after));
          case Ttl.Keep _ -> cell.live(now).flatMap(Entry::expiresAt);
        };
    return cell.with(new Entry(value, new Version(space.nextVersion(time)), expiry));
  }

  private static void making(Ttl ttl) {
    if (ttl instanceof Ttl.Keep) {
      throw new IllegalArgumentException(
          "Ttl.KEEP where an entry may be made: there is no expiry to keep");
    }
  }

  private static void listable(Kind kind) {
    if (kind.shape() != Kind.Shape.LISTABLE) {
      throw new IllegalArgumentException(
          "'%s' cannot be listed: its shape is %s".formatted(kind.name(), kind.shape()));
    }
  }
}
