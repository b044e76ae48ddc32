package io.acteon.testkit.audit;

import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.Filters;
import io.acteon.audit.AuditQuery.Order;
import io.acteon.audit.AuditQuery.ScopePattern;
import io.acteon.model.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Random queries over what {@link AuditSamples#drawn} makes. As thread-safe as its generator. */
final class QueryDraw {
  private final RandomGenerator random;

  QueryDraw(RandomGenerator random) {
    this.random = random;
  }

  AuditQuery next(Instant from, int spanMillis) {
    return new AuditQuery(
        scopes(),
        filters(),
        maybe(4, () -> from.plusMillis(random.nextInt(spanMillis))),
        maybe(4, () -> from.plusMillis(random.nextInt(spanMillis))),
        random.nextInt(4) == 0,
        random.nextBoolean() ? Order.NEWEST_FIRST : one(List.of(Order.values())),
        7 + random.nextInt(60),
        random.nextInt(4) == 0 ? random.nextInt(30) : 0,
        Optional.empty());
  }

  private List<ScopePattern> scopes() {
    var patterns = new ArrayList<ScopePattern>();
    for (int count = random.nextInt(3); count > 0; count--) {
      Scope scope = random.nextInt(10) == 0 ? AuditSamples.SYSTEM : one(AuditSamples.SCOPES);
      patterns.add(
          switch (random.nextInt(4)) {
            case 0 -> new ScopePattern(Optional.of(scope.namespace()), Optional.empty());
            case 1 -> new ScopePattern(Optional.empty(), Optional.of(scope.tenant()));
            default ->
                new ScopePattern(Optional.of(scope.namespace()), Optional.of(scope.tenant()));
          });
    }
    return patterns;
  }

  private Filters filters() {
    return new Filters(
        maybe(5, () -> one(List.of("email", "sms", "fax", "_audit"))),
        maybe(5, () -> one(List.of("send", "page"))),
        maybe(3, () -> one(List.of("executed", "failed", "pending", "unknown"))),
        maybe(5, () -> one(List.of("allow", "deny"))),
        maybe(8, () -> "rule-" + random.nextInt(4)),
        maybe(8, () -> one(List.of("alice", "bob", "carol"))),
        maybe(8, () -> "chain-" + random.nextInt(2)),
        maybe(12, () -> "signer-" + random.nextInt(2)),
        maybe(12, () -> "kid-" + random.nextInt(2)));
  }

  private <T> Optional<T> maybe(int oneIn, Supplier<T> value) {
    return random.nextInt(oneIn) == 0 ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> T one(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
