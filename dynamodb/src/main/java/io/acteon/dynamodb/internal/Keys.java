package io.acteon.dynamodb.internal;

import io.acteon.model.Scope;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The keys of the state table, all beginning with the deployment's prefix. Immutable.
 *
 * <p>Point kinds, counters, locks: {@code prefix|ns|tenant|kind|id}, sort key a face: {@code -} or
 * a word, so that different things of one name are different items. Listable kinds: {@code
 * prefix|ns|tenant|kind|shard}, sort key the id as it is, because its order is the listing's.
 * Directory of scopes: {@code prefix|!dir|kind|hash}.
 */
public final class Keys {
  /** The sort key of an item that is alone in its partition. */
  public static final String PLAIN = "-";

  /** How many partitions a listable kind has in a scope: about 1,000 writes a second each. */
  public static final int LIST_SHARDS = 4;

  /** How many partitions the directory of a kind has. */
  public static final int DIRECTORY_SHARDS = 8;

  /** Longest namespace or tenant, in bytes: three times that and a hash still make a key. */
  public static final int MOST_NAME_BYTES = 256;

  private static final int MOST_PREFIX_BYTES = 64;
  private static final int MOST_PK_BYTES = 2048; // DynamoDB's limit
  private static final int MOST_SK_BYTES = 1024; // DynamoDB's limit

  /** Ids up to this length are sort keys as they are; every other sort key is longer. */
  private static final int MOST_PLAIN_SK_BYTES = 900;

  private final String prefix;

  public Keys(String prefix) {
    this.prefix = Escape.of(Escape.checked("prefix", prefix, MOST_PREFIX_BYTES));
  }

  /** The item of a point kind or a counter. */
  public ItemKey point(StateKey key) {
    return point(key, PLAIN);
  }

  /**
   * An item of a point kind that must not be mistaken for another of the same name.
   *
   * @param face a constant word of the code
   */
  public ItemKey point(StateKey key, String face) {
    return named(key.scope(), key.kind().name(), key.id(), face);
  }

  /**
   * Any item that is alone in its partition.
   *
   * @param word a constant word of the code, or the name of a kind
   */
  public ItemKey named(Scope scope, String word, String id, String face) {
    idBytes(word, id);
    String before = before(scope, word);
    String pk = before + Escape.of(id);
    return utf8(pk) <= MOST_PK_BYTES
        ? new ItemKey(pk, face, Optional.empty())
        : new ItemKey(before + Escape.hashOf(id), face, Optional.of(id));
  }

  /** The item of a listable kind. */
  public ItemKey listed(StateKey key) {
    String sk = sortKey(key.kind().name(), key.id());
    return new ItemKey(
        shard(key.scope(), key.kind(), hash(key.id()) % LIST_SHARDS),
        sk,
        sk.equals(key.id()) ? Optional.empty() : Optional.of(key.id()));
  }

  /** The partition of one shard of a listable kind. */
  public String shard(Scope scope, Kind kind, int shard) {
    return before(scope, kind.name()) + shard;
  }

  /**
   * The sort key of an id in a listing. A long one is cut after about 900 bytes and its hash
   * follows: it keeps its place among others but for those that share so long a beginning, and it
   * is longer than any id that stands as it is.
   */
  public String sortKey(String kind, String id) {
    if (idBytes(kind, id) <= MOST_PLAIN_SK_BYTES) {
      return id;
    }
    return beginning(id) + Escape.hashOf(id);
  }

  /** What the sort keys begin with of all ids that begin with {@code idPrefix}. */
  public String sortKeyPrefix(String kind, String idPrefix) {
    Escape.bytes("the prefix of the ids of " + kind, idPrefix);
    return beginning(idPrefix);
  }

  /** The directory entry that says that {@code scope} has items of {@code kind}. */
  public ItemKey directory(Scope scope, Kind kind) {
    String sk = scopePart(scope);
    int shard = hash(sk) % DIRECTORY_SHARDS;
    return new ItemKey(
        directoryShard(kind, shard),
        utf8(sk) <= MOST_SK_BYTES ? sk : Escape.hashOf(sk),
        Optional.empty());
  }

  /** One partition of a kind's directory. */
  public String directoryShard(Kind kind, int shard) {
    return prefix + "|!dir|" + kind.name() + Escape.SEPARATOR + shard;
  }

  /** An item that never exists, to see whether the table answers. */
  public ItemKey probe() {
    return new ItemKey(prefix + "|!probe", PLAIN, Optional.empty());
  }

  /** The item on which processes say that they poll a class's timers. */
  public ItemKey timerBoard(String timerClass) {
    return new ItemKey(prefix + "|!timers|" + timerClass, PLAIN, Optional.empty());
  }

  /** The partition of the {@code due} index that holds a class's timers of one shard. */
  public String dueShard(String timerClass, int shard) {
    return prefix + Escape.SEPARATOR + Escape.of(timerClass) + Escape.SEPARATOR + shard;
  }

  /** An even hash, the same in every process and for ever; not negative. */
  public static int hash(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() & Integer.MAX_VALUE);
  }

  /** The length of an id in UTF-8; the raw id of a hashed key is stored beside the value. */
  private static int idBytes(String word, String id) {
    int bytes = Escape.bytes("the id of a " + word, id);
    if (bytes > StateKey.MAX_ID_BYTES) {
      throw new IllegalArgumentException(
          "the id of a %s has %d bytes in UTF-8; at most %d can be stored"
              .formatted(word, bytes, StateKey.MAX_ID_BYTES));
    }
    return bytes;
  }

  private String before(Scope scope, String word) {
    return prefix
        + Escape.SEPARATOR
        + scopePart(scope)
        + Escape.SEPARATOR
        + word
        + Escape.SEPARATOR;
  }

  private static String scopePart(Scope scope) {
    return Escape.of(Escape.checked("namespace", scope.namespace(), MOST_NAME_BYTES))
        + Escape.SEPARATOR
        + Escape.of(Escape.checked("tenant", scope.tenant(), MOST_NAME_BYTES));
  }

  /** The longest beginning of whole characters that fits in the plain part of a sort key. */
  private static String beginning(String id) {
    int bytes = 0;
    int end = 0;
    while (end < id.length()) {
      int character = id.codePointAt(end);
      bytes += Escape.utf8Length(character);
      if (bytes > MOST_PLAIN_SK_BYTES) {
        break;
      }
      end += Character.charCount(character);
    }
    return id.substring(0, end);
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
