package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditRecord;
import io.acteon.crypto.Octets;
import io.acteon.model.Scope;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys of the audit table. Names are percent-escaped ({@code %}, {@code #}, {@code !}), so that
 * {@code ("a#b", "c")} and {@code ("a", "b#c")} never meet; a deployment's prefix and {@code !}
 * come first, so that two can share a table. Immutable.
 */
final class TrailKeys {
  private static final int MAX_SORT_KEY_BYTES = 1024; // DynamoDB's limit
  private static final int MAX_ACTION_ID_BYTES = 1024;
  private static final long MAX_MILLIS = 9_999_999_999_999L;

  private static final Pattern MILLIS = Pattern.compile("[0-9]{13}#");

  private final String prefix;

  /** {@code prefix} tells deployments in one table apart; empty for none. */
  TrailKeys(String prefix) {
    this.prefix = prefix.isEmpty() ? "" : escape(prefix) + "!";
  }

  static String escape(String name) {
    return name.replace("%", "%25").replace("#", "%23").replace("!", "%21");
  }

  private static String unescape(String escaped) {
    return escaped.replace("%21", "!").replace("%23", "#").replace("%25", "%");
  }

  /**
   * The name of a scope's chain, and the beginning of all its keys.
   *
   * @throws IllegalArgumentException when the names make no key
   */
  String chain(Scope scope) {
    return prefix + scopeSortKey(scope);
  }

  /** The chain's name out of a partition of the index of dispatches. */
  static String chainOf(String partition) {
    int tenant = partition.indexOf('#') + 1;
    int end = partition.indexOf('#', tenant);
    return end < 0 ? partition : partition.substring(0, end);
  }

  /** The scope out of a partition of the index of dispatches; empty where that is none of ours. */
  Optional<Scope> scopeOf(String partition) {
    return isOurs(partition)
        ? scope(chainOf(partition).substring(prefix.length()))
        : Optional.empty();
  }

  /** The partition of the index of dispatches that holds a scope's records. */
  String partition(Scope scope, boolean intents) {
    return chain(scope) + (intents ? "#!i" : "");
  }

  /** The partition of the index of outcomes. */
  String outcomePartition(Scope scope, String outcome) {
    return chain(scope) + "#" + escape(outcome);
  }

  /** The partition of the index of actions; an id that is empty or too long is hashed. */
  String action(String actionId) {
    Octets bytes = Octets.utf8(prefix + actionId);
    return actionId.isEmpty() || bytes.size() > MAX_ACTION_ID_BYTES
        ? prefix + "sha256:" + Octets.utf8(actionId).sha256().hex()
        : prefix + actionId;
  }

  /** The sort key of all indexes. */
  static String dispatched(AuditRecord record) {
    return dispatched(record.dispatchedAt(), record.id());
  }

  static String dispatched(Instant at, String id) {
    return millis(at.toEpochMilli()) + "#" + id;
  }

  /** What the sort keys of a millisecond begin with. */
  static String millis(long epochMillis) {
    return String.format(Locale.ROOT, "%013d", Math.clamp(epochMillis, 0, MAX_MILLIS));
  }

  /** The time in a sort key; 0 where somebody wrote another kind of text. */
  static long millisOf(String dispatched) {
    return MILLIS.matcher(dispatched).lookingAt() ? Long.parseLong(dispatched.substring(0, 13)) : 0;
  }

  /**
   * Whether a row of an index is of this deployment: what comes before its namespace is our prefix.
   * (Escaped names hold no {@code !}; the mark of intents follows the tenant.)
   */
  boolean isOurs(String scopePartition) {
    int end = scopePartition.indexOf('#');
    String first = end < 0 ? scopePartition : scopePartition.substring(0, end);
    return first.substring(0, first.indexOf('!') + 1).equals(prefix);
  }

  String directoryId(Scope scope) {
    return "DIR#" + chain(scope);
  }

  /** The partition of the index of dispatches that lists the scopes there are. */
  String directoryPartition() {
    return prefix + "!dir";
  }

  String scopeSortKey(Scope scope) {
    String key = escape(scope.namespace()) + "#" + escape(scope.tenant());
    if (Octets.utf8(key).size() > MAX_SORT_KEY_BYTES) {
      throw new IllegalArgumentException(
          "namespace and tenant are too long together: escaped they have more than "
              + MAX_SORT_KEY_BYTES
              + " bytes");
    }
    return key;
  }

  /** The scope that a directory item's sort key names; empty where somebody wrote another text. */
  Optional<Scope> scope(String sortKey) {
    int split = sortKey.indexOf('#');
    return split <= 0 || split == sortKey.length() - 1
        ? Optional.empty()
        : Optional.of(
            new Scope(
                unescape(sortKey.substring(0, split)), unescape(sortKey.substring(split + 1))));
  }

  String headId(String chain) {
    return "HEAD#" + chain;
  }

  /** The item of a chain's segment: its key can be guessed, so that segments are read together. */
  String segmentId(String chain, long epoch, long k) {
    return "SEQ#" + chain + "#" + epoch + "#" + k;
  }

  /** How far intents have been swept, one per deployment. */
  String sweptId() {
    return "SWEPT#" + prefix + "intents";
  }

  /** The secret that cursors are sealed with, one per deployment. */
  String cursorKeyId() {
    return "KEY#" + prefix + "cursor";
  }
}
