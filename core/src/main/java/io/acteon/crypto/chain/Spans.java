package io.acteon.crypto.chain;

import java.util.ArrayList;
import java.util.List;

/** Sequence numbers as runs without gaps, added in growing order. For one thread. */
final class Spans {
  private final List<Span> spans = new ArrayList<>();

  /** Both ends included. */
  record Span(long first, long last) {
    boolean covers(Span other) {
      return first <= other.first && last >= other.last;
    }

    boolean touches(Span other) {
      return first <= other.last && last >= other.first;
    }

    @Override
    public String toString() {
      return first == last ? Long.toString(first) : first + " to " + last;
    }
  }

  void add(long number) {
    if (!spans.isEmpty() && spans.getLast().last() + 1 == number) {
      spans.set(spans.size() - 1, new Span(spans.getLast().first(), number));
    } else {
      spans.add(new Span(number, number));
    }
  }

  List<Span> all() {
    return List.copyOf(spans);
  }
}
