package io.acteon.crypto.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sequence numbers as runs without gaps, added in growing order. For one thread. */
final class Spans {
  private final List<Span> spans = new ArrayList<>();

  /** Both ends included. */
  record Span(long first, long last) {

    /** What of this lies in {@code others} too; in their order. */
    List<Span> within(List<Span> others) {
      return others.stream()
          .filter(other -> first <= other.last && last >= other.first)
          .map(other -> new Span(Math.max(first, other.first), Math.min(last, other.last)))
          .toList();
    }

    @Override
    public String toString() {
      return first == last ? Long.toString(first) : first + " to " + last;
    }
  }

  void add(long number) {
    add(new Span(number, number));
  }

  /** Adds a run that begins after all that were added. */
  void add(Span run) {
    if (!spans.isEmpty() && spans.getLast().last() + 1 == run.first()) {
      spans.set(spans.size() - 1, new Span(spans.getLast().first(), run.last()));
    } else {
      spans.add(run);
    }
  }

  void clear() {
    spans.clear();
  }

  List<Span> all() {
    return List.copyOf(spans);
  }

  /** The same numbers in growing order, without overlaps. */
  static List<Span> merged(List<Span> overlapping) {
    var merged = new ArrayList<Span>();
    for (Span span : overlapping.stream().sorted(Comparator.comparing(Span::first)).toList()) {
      if (!merged.isEmpty() && merged.getLast().last() + 1 >= span.first()) {
        Span last = merged.removeLast();
        merged.add(new Span(last.first(), Math.max(last.last(), span.last())));
      } else {
        merged.add(span);
      }
    }
    return merged;
  }

  /** What of these lies in none of {@code others}, which are in any order and may overlap. */
  List<Span> without(List<Span> others) {
    var left = new ArrayList<Span>(spans);
    for (Span other : others) {
      var next = new ArrayList<Span>();
      for (Span span : left) {
        if (span.first() > other.last() || span.last() < other.first()) {
          next.add(span);
          continue;
        }
        if (span.first() < other.first()) {
          next.add(new Span(span.first(), other.first() - 1));
        }
        if (span.last() > other.last()) {
          next.add(new Span(other.last() + 1, span.last()));
        }
      }
      left = next;
    }
    return left;
  }
}
