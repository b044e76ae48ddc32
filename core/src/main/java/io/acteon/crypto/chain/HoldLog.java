package io.acteon.crypto.chain;

import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the chain's own records say of legal holds, and what holds must explain. A hold is recorded
 * after the records that it keeps, so what they leave to be explained is judged at the end. For one
 * thread.
 */
final class HoldLog {
  private final List<Spans.Span> kept = new ArrayList<>();
  private final List<Spans.Span> everKept = new ArrayList<>();
  private final Spans unexpiring = new Spans();
  private final Spans gone = new Spans();
  private final Spans restored = new Spans();
  private boolean wasReleased;

  /** Takes note of a record of the trail about itself. */
  void see(BodyFacts facts, SealedRecord sealed) {
    if (!facts.provider().equals(SystemRecords.PROVIDER)) {
      return;
    }
    switch (facts.actionType()) {
      case SystemRecords.RELEASE -> {
        wasReleased = true;
        kept.clear();
      }
      case SystemRecords.HOLD_APPLIED -> {
        List<Spans.Span> spans =
            sealed
                .field(Field.OUTCOME_DETAILS)
                .map(FieldBytes::plaintext)
                .map(text -> spans(JsonText.parse(text.toArray())))
                .orElse(List.of());
        kept.addAll(spans);
        everKept.addAll(spans);
      }
      default -> {}
    }
  }

  /** The spans in the details of HOLD_APPLIED: {@code {"kept":[[first,last],...]}}. */
  private static List<Spans.Span> spans(Json details) {
    var spans = new ArrayList<Spans.Span>();
    if (details instanceof Json.Obj object
        && object.field("kept").orElse(Json.NULL) instanceof Json.Arr(List<Json> items)) {
      items.forEach(item -> span(item).ifPresent(spans::add));
    }
    return spans;
  }

  private static Optional<Spans.Span> span(Json item) {
    return item instanceof Json.Arr(List<Json> ends)
            && ends.size() == 2
            && ends.getFirst() instanceof Json.Int(long first)
            && ends.getLast() instanceof Json.Int(long last)
        ? Optional.of(new Spans.Span(first, last))
        : Optional.empty();
  }

  /** A record that has expired is gone, which a hold may have forbidden. */
  void gone(long sequence) {
    gone.add(sequence);
  }

  /** A record that was to expire never will, which only a hold explains. */
  void unexpiring(long sequence) {
    unexpiring.add(sequence);
  }

  /** Whether a release explains that a record appended under a hold has its own expiry again. */
  boolean restores(long sequence, long ttl, BodyFacts facts) {
    boolean own =
        facts.expiresAt().map(at -> Math.ceilDiv(at.toEpochMilli(), 1_000L) == ttl).orElse(false);
    if (own && (restored.all().isEmpty() || restored.all().getLast().last() < sequence)) {
      restored.add(sequence);
    }
    return own;
  }

  /** Judges what was left to be explained. */
  void finish(Findings findings) {
    for (Spans.Span span : gone.all()) {
      if (kept.stream().anyMatch(span::touches)) {
        findings.add(
            Finding.at(
                Kind.HOLD_VIOLATED, span.first(), "records " + span + " are gone under a hold"));
      }
    }
    for (Spans.Span span : restored.all()) {
      if (!wasReleased) {
        findings.add(
            Finding.at(Kind.TTL_CHANGED, span.first(), "records " + span + " expire under a hold"));
      }
    }
    for (Spans.Span span : unexpiring.all()) {
      if (everKept.stream().noneMatch(range -> range.covers(span))) {
        findings.add(
            Finding.at(Kind.TTL_CHANGED, span.first(), "records " + span + " no longer expire"));
      }
    }
  }
}
