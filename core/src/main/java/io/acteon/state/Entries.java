package io.acteon.state;

import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import java.util.List;
import java.util.Optional;

/**
 * Versioned values with expiry, linearizable per key. An expired entry is absent to every
 * operation. Values are text of at most {@link #MAX_VALUE_BYTES} in UTF-8. Thread-safe.
 *
 * <p>Every method throws {@link io.acteon.store.StoreException} when the call certainly had no
 * effect and could not be served, and {@link IllegalArgumentException} for a key or value that
 * cannot be stored.
 */
public interface Entries {
  /** Leaves room for the longest id and for bookkeeping in DynamoDB's 400 KB item. */
  int MAX_VALUE_BYTES = 350 * 1024;

  Optional<Entry> get(StateKey key, Deadline deadline);

  /** Writes whatever was there before. Never refused: {@code Refused} is uninhabited. */
  Answer<Version, Void> set(StateKey key, String value, Ttl ttl, Deadline deadline);

  /** Writes if the key is absent; a refusal shows the entry that is there. */
  Answer<Version, Entry> checkAndSet(StateKey key, String value, Ttl ttl, Deadline deadline);

  /**
   * Writes if the entry has version {@code expected} ({@link Version#ABSENT}: if there is none); a
   * refusal shows what is there, if anything.
   */
  Answer<Version, Optional<Entry>> compareAndSwap(
      StateKey key, Version expected, String value, Ttl ttl, Deadline deadline);

  /** Deletes; refused when there was nothing to delete. */
  Answer<Version, Absent> delete(StateKey key, Deadline deadline);

  /**
   * Writes if no write with a greater token has been seen by this key; a refusal shows that token.
   * What a lock guards is written with this and the lease's token. The greatest token outlives the
   * entry that was deleted or has expired, but not what is left of it, which a store may collect an
   * hour later: then any token is accepted again.
   */
  Answer<Version, FencingToken> fencedSet(
      StateKey key, String value, Ttl ttl, FencingToken token, Deadline deadline);

  /**
   * Live entries of one listable kind in one scope whose ids begin with {@code idPrefix}, in the
   * order of their ids' UTF-8 bytes.
   *
   * @param after the last id of the previous page
   * @param limit how many at most, 1 to 1000; a page may hold fewer without being the last
   */
  Page list(
      Scope scope,
      Kind kind,
      String idPrefix,
      Optional<String> after,
      int limit,
      Deadline deadline);

  /** The scopes in which entries of a listable kind have ever been written; in no order. */
  List<Scope> scopes(Kind kind, Deadline deadline);

  /** There was no live entry. */
  record Absent() {}

  /** An entry and its id. */
  record Listed(String id, Entry entry) {}

  /** A page of a listing; the list goes on exactly when {@code next} is present. */
  record Page(List<Listed> entries, Optional<String> next) {
    public Page {
      entries = List.copyOf(entries);
    }
  }
}
