package io.acteon.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to read from the trail. Immutable.
 *
 * @param scopes only records of these; empty means all there are
 * @param includeIntents whether intents are shown beside outcomes
 * @param offset how many to skip on a first page
 * @param cursor where the previous page ended; opaque
 */
public record AuditQuery(
    List<ScopePattern> scopes,
    Filters filters,
    Optional<Instant> from,
    Optional<Instant> to,
    boolean includeIntents,
    Order order,
    int limit,
    int offset,
    Optional<String> cursor) {
  public static final int DEFAULT_LIMIT = 50;
  public static final int MAX_LIMIT = 1000;

  public AuditQuery {
    scopes = List.copyOf(scopes);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit is " + limit + "; it must be 1 to " + MAX_LIMIT);
    }
    if (offset < 0) {
      throw new IllegalArgumentException("offset is " + offset + "; it must not be negative");
    }
  }

  /**
   * Which scopes are meant: a namespace (absent: all), and a tenant with everything below it
   * ({@code acme} covers {@code acme} and {@code acme.prod}; absent: all).
   */
  public record ScopePattern(Optional<String> namespace, Optional<String> tenant) {
    public boolean covers(io.acteon.model.Scope scope) {
      return namespace.map(scope.namespace()::equals).orElse(true)
          && tenant
              .map(t -> scope.tenant().equals(t) || scope.tenant().startsWith(t + "."))
              .orElse(true);
    }
  }

  /** Exact matches; absent means any. */
  public record Filters(
      Optional<String> provider,
      Optional<String> actionType,
      Optional<String> outcome,
      Optional<String> verdict,
      Optional<String> matchedRule,
      Optional<String> callerId,
      Optional<String> chainId,
      Optional<String> signerId,
      Optional<String> kid) {
    public static final Filters NONE =
        new Filters(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public boolean matches(AuditRecord record) {
      return is(provider, Optional.of(record.provider()))
          && is(actionType, Optional.of(record.actionType()))
          && is(outcome, Optional.of(record.outcome()))
          && is(verdict, Optional.of(record.verdict()))
          && is(matchedRule, record.matchedRule())
          && is(callerId, Optional.of(record.callerId()))
          && is(chainId, record.chainId())
          && is(signerId, record.signature().flatMap(AuditRecord.Signature::signerId))
          && is(kid, record.signature().flatMap(AuditRecord.Signature::kid));
    }

    private static boolean is(Optional<String> wanted, Optional<String> actual) {
      return wanted.isEmpty() || wanted.equals(actual);
    }
  }

  /** Newest first is by dispatch time, then id; the others by place in the chain. */
  public enum Order {
    NEWEST_FIRST,
    SEQUENCE_ASCENDING,
    SEQUENCE_DESCENDING
  }
}
