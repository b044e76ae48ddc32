package io.acteon.crypto.chain;

import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.crypto.Octets;
import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the chain's own records say of legal holds, and what holds must explain. A hold keeps the
 * records appended while it is in force, and the older ones that HOLD_APPLIED names: they stay
 * although their time comes, until it is lifted. A hold is recorded after older records that it
 * keeps, so all is judged at the end. Whoever sets a hold may die before it says so: a hold that no
 * record concludes may have kept any older record, and binds to none. For one thread.
 */
final class HoldLog {
  private final long settledBefore;

  /** Kept by the hold in force: appended under it, named by it, named before our walk began. */
  private final Spans appended = new Spans();

  private final List<Spans.Span> applied = new ArrayList<>();
  private final List<Spans.Span> settled = new ArrayList<>();
  private final List<Spans.Span> ever = new ArrayList<>();
  private final Spans unexpiring = new Spans();
  private final Spans expiring = new Spans();
  private final Spans gone = new Spans();
  private boolean held;

  /** The last record that set a hold which none has concluded since. */
  private OptionalLong incomplete = OptionalLong.empty();

  private long lastSeen = -1;

  /**
   * @param settledBefore the number before which records stood when the walk began: what they say
   *     was done to other records was done before those were read
   */
  HoldLog(long settledBefore) {
    this.settledBefore = settledBefore;
  }

  /** Takes note of a record of the trail about itself, once. */
  void see(long sequence, BodyFacts facts, SealedRecord sealed) {
    if (!SystemRecords.isOne(facts) || sequence <= lastSeen) {
      return;
    }
    lastSeen = sequence;
    switch (facts.actionType()) {
      case SystemRecords.HOLD -> {
        held = true;
        incomplete = OptionalLong.of(sequence);
      }
      case SystemRecords.RELEASE -> {
        held = false;
        incomplete.ifPresent(set -> ever.add(new Spans.Span(0, set)));
        incomplete = OptionalLong.empty();
        ever.addAll(appended.all());
        appended.clear();
        applied.clear();
        settled.clear();
      }
      case SystemRecords.HOLD_APPLIED -> {
        Json details = details(sealed);
        apply(sequence, kept(details));
        if (!isMore(details)) {
          incomplete = OptionalLong.empty();
        }
      }
      default -> {}
    }
  }

  /** Whoever set the hold may say so after somebody else has lifted it: then it keeps nothing. */
  private void apply(long sequence, List<Spans.Span> kept) {
    ever.addAll(kept);
    if (!held) {
      return;
    }
    applied.addAll(kept);
    if (sequence < settledBefore) {
      settled.addAll(kept);
    }
  }

  /**
   * Of HOLD_APPLIED: {@code {"kept":[[first,last],...]}}, and {@code "more":true} but in the last.
   */
  private static Json details(SealedRecord sealed) {
    return sealed
        .field(Field.OUTCOME_DETAILS)
        .filter(stored -> stored.size() >= FieldBytes.SALT_LENGTH)
        .map(stored -> json(FieldBytes.plaintext(stored)))
        .orElse(Json.NULL);
  }

  private static boolean isMore(Json details) {
    return details instanceof Json.Obj object
        && object.field(SystemRecords.MORE).equals(Optional.of(Json.of(true)));
  }

  private static List<Spans.Span> kept(Json details) {
    var spans = new ArrayList<Spans.Span>();
    if (details instanceof Json.Obj object
        && object.field("kept").orElse(Json.NULL) instanceof Json.Arr(List<Json> items)) {
      items.forEach(item -> span(item).ifPresent(spans::add));
    }
    return spans;
  }

  /** Whoever tampered with it is found by the commitment to it. */
  private static Json json(Octets text) {
    try {
      return JsonText.parse(text.toArray());
    } catch (JsonSyntaxException _) {
      return Json.NULL;
    }
  }

  private static Optional<Spans.Span> span(Json item) {
    return item instanceof Json.Arr(List<Json> ends)
            && ends.size() == 2
            && ends.getFirst() instanceof Json.Int(long first)
            && ends.getLast() instanceof Json.Int(long last)
            && first <= last
        ? Optional.of(new Spans.Span(first, last))
        : Optional.empty();
  }

  /** A transaction is at an end: a hold set or lifted by one of its records is so for all. */
  void appended(Segment segment) {
    if (held) {
      appended.add(new Spans.Span(segment.first(), segment.last()));
    }
  }

  /** Whether a hold is in force after the last record seen. */
  boolean isHeld() {
    return held;
  }

  /** What a reader should know of the hold in force. */
  Optional<String> remark() {
    return incomplete.isPresent()
        ? Optional.of(
            "the legal hold of record %d was not applied to all older records, as far as the trail says: they may be collected; set it again"
                .formatted(incomplete.getAsLong()))
        : Optional.empty();
  }

  /** A record whose time had come is gone, which a hold may have forbidden; in any order. */
  void gone(long sequence) {
    gone.add(sequence);
  }

  /** A record that was to expire never will, which only a hold explains. */
  void unexpiring(long sequence) {
    unexpiring.add(sequence);
  }

  /** A record will be collected in its time, which a hold may have forbidden. */
  void expiring(long sequence) {
    expiring.add(sequence);
  }

  /** Judges what was left to be explained. */
  void finish(Findings findings) {
    applied.addAll(appended.all());
    settled.addAll(appended.all());
    report(
        findings, Kind.HOLD_VIOLATED, Spans.merged(gone.all()), applied, " are gone under a hold");
    report(findings, Kind.TTL_CHANGED, expiring.all(), settled, " may be collected under a hold");
    if (!held) {
      for (Spans.Span span : unexpiring.without(ever)) {
        add(findings, Kind.TTL_CHANGED, span, " no longer expire");
      }
    }
  }

  private static void report(
      Findings findings, Kind kind, List<Spans.Span> what, List<Spans.Span> kept, String detail) {
    List<Spans.Span> all = Spans.merged(kept);
    for (Spans.Span span : what) {
      span.within(all).forEach(part -> add(findings, kind, part, detail));
    }
  }

  private static void add(Findings findings, Kind kind, Spans.Span span, String detail) {
    findings.add(Finding.at(kind, span.first(), "records " + span + detail));
  }
}
