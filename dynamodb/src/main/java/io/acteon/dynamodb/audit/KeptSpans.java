package io.acteon.dynamodb.audit;

import io.acteon.model.Json;
import java.util.ArrayList;
import java.util.List;

/** The sequence numbers of kept records as spans {@code [first, last]}. For one thread. */
final class KeptSpans {
  private final List<long[]> spans = new ArrayList<>();

  /** Numbers are added in their order. */
  void add(long sequence) {
    if (!spans.isEmpty() && spans.getLast()[1] == sequence - 1) {
      spans.getLast()[1] = sequence;
    } else {
      spans.add(new long[] {sequence, sequence});
    }
  }

  /** What was added since the last time. */
  List<Json> take() {
    List<Json> taken =
        spans.stream()
            .<Json>map(span -> Json.array(List.of(Json.of(span[0]), Json.of(span[1]))))
            .toList();
    spans.clear();
    return taken;
  }
}
