package io.acteon.audit;

import io.acteon.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to read from the trail. Immutable.
 *
 * <p>What the trail keeps about itself is no action, so it is shown to whoever asks for it by name
 * only: the namespace {@link AuditRecord#SYSTEM_NAMESPACE} where a scope names it, records about
 * other scopes (legal holds) where that namespace or the provider {@link
 * AuditRecord#SYSTEM_PROVIDER} is named.
 *
 * @param scopes only records of these; empty means all there are
 * @param from the earliest dispatch, itself included, to the millisecond
 * @param to the latest dispatch, itself included, to the millisecond
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

  /** The newest of everything. */
  public static AuditQuery newest(int limit) {
    return new AuditQuery(
        List.of(),
        Filters.NONE,
        Optional.empty(),
        Optional.empty(),
        false,
        Order.NEWEST_FIRST,
        limit,
        0,
        Optional.empty());
  }

  public AuditQuery in(ScopePattern... patterns) {
    return new AuditQuery(
        List.of(patterns), filters, from, to, includeIntents, order, limit, offset, cursor);
  }

  public AuditQuery matching(Filters changed) {
    return new AuditQuery(scopes, changed, from, to, includeIntents, order, limit, offset, cursor);
  }

  public AuditQuery ordered(Order changed) {
    return new AuditQuery(
        scopes, filters, from, to, includeIntents, changed, limit, offset, cursor);
  }

  /** The same query from where its previous page ended. */
  public AuditQuery after(String next) {
    return new AuditQuery(
        scopes, filters, from, to, includeIntents, order, limit, 0, Optional.of(next));
  }

  public AuditQuery withIntents() {
    return new AuditQuery(scopes, filters, from, to, true, order, limit, offset, cursor);
  }

  /** Whether intents may be among the answers: they were asked for, one way or the other. */
  public boolean showsIntents() {
    return includeIntents || filters.outcome().filter(AuditRecord.PENDING::equals).isPresent();
  }

  /** Whether the trail's records about itself may be among the answers. */
  public boolean showsSystem() {
    return filters.provider().filter(AuditRecord.SYSTEM_PROVIDER::equals).isPresent()
        || scopes.stream().anyMatch(ScopePattern::isSystem);
  }

  /** Whether records of {@code scope} are asked for. */
  public boolean means(Scope scope) {
    boolean system = scope.namespace().equals(AuditRecord.SYSTEM_NAMESPACE);
    return (scopes.isEmpty() && !system)
        || scopes.stream()
            .anyMatch(pattern -> pattern.covers(scope) && (!system || pattern.isSystem()));
  }

  /** Whether {@code record} is asked for, wherever a page may end. */
  public boolean matches(AuditRecord record) {
    long at = record.dispatchedAt().toEpochMilli();
    return means(record.scope())
        && filters.matches(record)
        && (showsIntents() || !record.isIntent())
        && (showsSystem() || !record.isSystem())
        && from.map(bound -> at >= bound.toEpochMilli()).orElse(true)
        && to.map(bound -> at <= bound.toEpochMilli()).orElse(true);
  }

  /**
   * Which scopes are meant: a namespace (absent: all), and a tenant with everything below it
   * ({@code acme} covers {@code acme} and {@code acme.prod}; absent: all).
   */
  public record ScopePattern(Optional<String> namespace, Optional<String> tenant) {
    public static final ScopePattern ALL = new ScopePattern(Optional.empty(), Optional.empty());

    public boolean covers(Scope scope) {
      return namespace.map(scope.namespace()::equals).orElse(true)
          && tenant
              .map(t -> scope.tenant().equals(t) || scope.tenant().startsWith(t + "."))
              .orElse(true);
    }

    boolean isSystem() {
      return namespace.filter(AuditRecord.SYSTEM_NAMESPACE::equals).isPresent();
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

    public static Filters ofOutcome(String outcome) {
      return new Filters(
          Optional.empty(),
          Optional.empty(),
          Optional.of(outcome),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    public static Filters ofProvider(String provider) {
      return new Filters(
          Optional.of(provider),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    /** Whether summaries tell enough to decide: who called and signed is personal. */
    public boolean areDecidedBySummaries() {
      return callerId.isEmpty() && signerId.isEmpty() && kid.isEmpty();
    }

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

  /**
   * Newest first is by dispatch time to the millisecond, then id. The others are by place in the
   * chain, then id; a trail without a chain has dispatch order instead.
   */
  public enum Order {
    NEWEST_FIRST,
    SEQUENCE_ASCENDING,
    SEQUENCE_DESCENDING
  }
}
