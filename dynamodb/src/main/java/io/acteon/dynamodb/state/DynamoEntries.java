package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Escape;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
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
import java.util.List;
import java.util.Optional;

/** Entries on DynamoDB: each operation is one request to one item. Thread-safe. */
final class DynamoEntries implements Entries {
  private static final int MOST_LISTED = 1_000;

  private final StateContext context;
  private final Directory directory;

  DynamoEntries(StateContext context) {
    this.context = context;
    this.directory = new Directory(context);
  }

  @Override
  public Optional<Entry> get(StateKey key, Deadline deadline) {
    Item item = context.read("get", itemKey(key), deadline);
    return EntryWrites.liveEntry(item, context.time().millis());
  }

  @Override
  public Answer<Version, Void> set(StateKey key, String value, Ttl ttl, Deadline deadline) {
    checkNew(ttl);
    ItemKey at = keyForWriting(key, value, deadline);
    return context.run("set", new EntryWrites.Set(context.table(), at, value, ttl), deadline);
  }

  @Override
  public Answer<Version, Entry> checkAndSet(
      StateKey key, String value, Ttl ttl, Deadline deadline) {
    checkNew(ttl);
    ItemKey at = keyForWriting(key, value, deadline);
    return context.run(
        "check_and_set", new EntryWrites.CheckAndSet(context.table(), at, value, ttl), deadline);
  }

  @Override
  public Answer<Version, Optional<Entry>> compareAndSwap(
      StateKey key, Version expected, String value, Ttl ttl, Deadline deadline) {
    if (expected.equals(Version.ABSENT)) {
      return switch (checkAndSet(key, value, ttl, deadline)) {
        case Answer.Applied<Version, Entry>(Version version) -> Answer.applied(version);
        case Answer.Refused<Version, Entry>(Entry met) -> Answer.refused(Optional.of(met));
        case Answer.Unknown<Version, Entry>(String reason) -> Answer.unknown(reason);
      };
    }
    if (expected.value() < 0) {
      throw new IllegalArgumentException("no entry has a negative version: " + expected);
    }
    checkValue(value);
    return context.run(
        "compare_and_swap",
        new EntryWrites.CompareAndSwap(context.table(), itemKey(key), expected.value(), value, ttl),
        deadline);
  }

  @Override
  public Answer<Version, Absent> delete(StateKey key, Deadline deadline) {
    return context.run("delete", new EntryWrites.Delete(context.table(), itemKey(key)), deadline);
  }

  @Override
  public Answer<Version, FencingToken> fencedSet(
      StateKey key, String value, Ttl ttl, FencingToken token, Deadline deadline) {
    checkNew(ttl);
    ItemKey at = keyForWriting(key, value, deadline);
    return context.run(
        "fenced_set", new EntryWrites.FencedSet(context.table(), at, value, ttl, token), deadline);
  }

  @Override
  public Page list(
      Scope scope,
      Kind kind,
      String idPrefix,
      Optional<String> after,
      int limit,
      Deadline deadline) {
    checkListable(kind);
    if (limit < 1 || limit > MOST_LISTED) {
      throw new IllegalArgumentException("limit must be 1 to " + MOST_LISTED + ", not " + limit);
    }
    return new Listing(context, scope, kind, idPrefix, limit).page(after, deadline);
  }

  @Override
  public List<Scope> scopes(Kind kind, Deadline deadline) {
    checkListable(kind);
    return directory.scopes(kind, deadline);
  }

  /** Where the entry lies, once it may be written: a listable one needs its directory entry. */
  private ItemKey keyForWriting(StateKey key, String value, Deadline deadline) {
    checkValue(value);
    ItemKey at = itemKey(key);
    if (key.kind().shape() == Kind.Shape.LISTABLE) {
      directory.enter(key.scope(), key.kind(), deadline);
    }
    return at;
  }

  private ItemKey itemKey(StateKey key) {
    return switch (key.kind().shape()) {
      case POINT -> context.keys().point(key);
      case LISTABLE -> context.keys().listed(key);
      case COUNTER ->
          throw new IllegalArgumentException(
              "kind '" + key.kind().name() + "' is a counter; use Counters");
    };
  }

  private static void checkListable(Kind kind) {
    if (kind.shape() != Kind.Shape.LISTABLE) {
      throw new IllegalArgumentException("kind '" + kind.name() + "' is not listable");
    }
  }

  private static void checkNew(Ttl ttl) {
    if (ttl instanceof Ttl.Keep) {
      throw new IllegalArgumentException(
          "Ttl.KEEP is for compareAndSwap on an entry that is there; say how long this one lives");
    }
  }

  private static void checkValue(String value) {
    int bytes = Escape.bytes("the value", value);
    if (bytes > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "the value has %d bytes; at most %d can be stored".formatted(bytes, MAX_VALUE_BYTES));
    }
  }
}
