package io.acteon.audit.analytics;

import io.acteon.model.Scope;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which kinds of action a rule decided about, and which never met one. Immutable.
 *
 * @param entries uncovered first, then the partly covered, then the rest; by name within each
 * @param unmatchedRules rules that decided nothing
 */
public record CoverageReport(
    List<Entry> entries, long totalActions, SortedSet<String> unmatchedRules) {
  public CoverageReport {
    entries = List.copyOf(entries);
    unmatchedRules = new TreeSet<>(unmatchedRules);
  }

  /** How far the actions of one kind are covered. */
  public enum Degree {
    UNCOVERED,
    PARTIAL,
    FULL
  }

  /**
   * The actions of one scope, provider and type.
   *
   * @param covered how many of them a rule decided about
   */
  public record Entry(
      Scope scope,
      String provider,
      String actionType,
      long total,
      long covered,
      Collection<String> matchedRules) {
    public Entry {
      matchedRules = List.copyOf(matchedRules);
    }

    public long uncovered() {
      return total - covered;
    }

    public Degree degree() {
      return covered == 0 ? Degree.UNCOVERED : uncovered() == 0 ? Degree.FULL : Degree.PARTIAL;
    }
  }

  /** How many entries are covered to that degree. */
  public long count(Degree degree) {
    return entries.stream().filter(entry -> entry.degree() == degree).count();
  }
}
