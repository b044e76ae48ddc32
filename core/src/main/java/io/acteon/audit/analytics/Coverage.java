package io.acteon.audit.analytics;

import io.acteon.audit.AuditSummary;
import io.acteon.audit.RangeTooLargeException;
import io.acteon.audit.analytics.CoverageReport.Entry;
import io.acteon.model.Scope;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts which actions rules decided about, as their records come. Not thread-safe. */
public final class Coverage {
  /** How many kinds of action are told apart at most. */
  static final int MOST_KINDS = 20_000;

  private static final Comparator<Entry> WORST_FIRST =
      Comparator.comparing(Entry::degree)
          .thenComparing(entry -> entry.scope().namespace())
          .thenComparing(entry -> entry.scope().tenant())
          .thenComparing(Entry::provider)
          .thenComparing(Entry::actionType);

  private static final Comparator<Kind> BY_NAME =
      Comparator.comparing((Kind kind) -> kind.scope().namespace())
          .thenComparing(kind -> kind.scope().tenant())
          .thenComparing(Kind::provider)
          .thenComparing(Kind::actionType);

  private final Map<Kind, Counts> kinds = new TreeMap<>(BY_NAME);
  private final Set<String> matched = new TreeSet<>();
  private long total;

  private record Kind(Scope scope, String provider, String actionType) {}

  private static final class Counts {
    private long total;
    private long covered;
    private final Set<String> rules = new TreeSet<>();
  }

  /**
   * Counts one record.
   *
   * @throws RangeTooLargeException when there are too many kinds of action to answer
   */
  public void add(AuditSummary summary) {
    total++;
    var kind = new Kind(summary.scope(), summary.provider(), summary.actionType());
    Counts counts = kinds.computeIfAbsent(kind, _ -> new Counts());
    if (kinds.size() > MOST_KINDS) {
      throw new RangeTooLargeException(
          "there are more than "
              + MOST_KINDS
              + " combinations of scope, provider and action type; narrow from and to, or name a"
              + " namespace or tenant");
    }
    counts.total++;
    summary
        .matchedRule()
        .ifPresent(rule -> {
          counts.covered++;
          counts.rules.add(rule);
          matched.add(rule);
        });
  }

  /** The report, where {@code rules} are those that could have decided. */
  public CoverageReport report(Collection<String> rules) {
    List<Entry> entries =
        kinds.entrySet().stream()
            .map(kind -> entry(kind.getKey(), kind.getValue()))
            .sorted(WORST_FIRST)
            .toList();
    var unmatched = new TreeSet<>(rules);
    unmatched.removeAll(matched);
    return new CoverageReport(entries, total, unmatched);
  }

  private static Entry entry(Kind kind, Counts counts) {
    return new Entry(
        kind.scope(),
        kind.provider(),
        kind.actionType(),
        counts.total,
        counts.covered,
        counts.rules);
  }
}
