package io.acteon.crypto.chain;

import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares records with what their segments say of them. What looks wrong is read once more before
 * it is reported: it may have been collected or appended meanwhile. For one thread.
 */
final class RecordCheck {
  /** A request's worth; records may be large. */
  private static final int RECORDS_AT_ONCE = 100;

  private final Evidence evidence;
  private final ChainVerifier.Terms terms;
  private final Findings findings;
  private final HoldLog holds;
  private final SecondLook look;
  private final List<Early> early = new ArrayList<>();
  private final IntentLog intents = new IntentLog();
  private long checked;
  private long expired;
  private long unchained;
  private Optional<String> firstId = Optional.empty();
  private Optional<String> lastId = Optional.empty();

  RecordCheck(
      Evidence evidence,
      ChainVerifier.Terms terms,
      Findings findings,
      HoldLog holds,
      SecondLook look) {
    this.evidence = evidence;
    this.terms = terms;
    this.findings = findings;
    this.holds = holds;
    this.look = look;
  }

  /** One thing wrong with a record. */
  private record Wrong(Kind kind, String detail) {}

  /**
   * What is wrong with a record unless its time had come.
   *
   * @param gone whether the record is
   */
  private record Early(
      String place, long sequence, String id, long expires, Wrong wrong, boolean gone) {}

  /** The records of a segment to be read: outside of the range what the trail says of itself. */
  static List<Evidence.Wanted> wanted(Segment segment, Range range) {
    boolean all = range.touches(segment.minDispatched(), segment.maxDispatched());
    var wanted = new ArrayList<Evidence.Wanted>();
    for (int i = 0; i < segment.entries().size(); i++) {
      Segment.Entry entry = segment.entries().get(i);
      if (all || entry.id().startsWith(SystemRecords.ID_PREFIX)) {
        wanted.add(
            new Evidence.Wanted(
                segment.chain().epoch(), segment.first() + i, segment.before(i), entry));
      }
    }
    return wanted;
  }

  /** Checks segments in their order, reading records of small ones together. */
  void check(List<Segment> segments) {
    var together = new ArrayList<Segment>();
    int records = 0;
    for (Segment segment : segments) {
      if (records + segment.entries().size() > RECORDS_AT_ONCE) {
        checkTogether(together);
        together.clear();
        records = 0;
      }
      together.add(segment);
      records += segment.entries().size();
    }
    checkTogether(together);
  }

  private void checkTogether(List<Segment> segments) {
    var all = new ArrayList<Evidence.Wanted>();
    segments.forEach(segment -> all.addAll(wanted(segment, terms.range())));
    Map<String, Evidence.Found> found = all.isEmpty() ? Map.of() : evidence.records(all);
    segments.forEach(segment -> check(segment, found));
  }

  private void check(Segment segment, Map<String, Evidence.Found> found) {
    Set<String> announced = new HashSet<>();
    for (Segment.Entry entry : segment.entries()) {
      if (intents.announced(entry.id())) {
        announced.add(entry.id());
      }
    }
    for (Evidence.Wanted one : wanted(segment, terms.range())) {
      String id = one.entry().id();
      check(one, found.get(id), announced.contains(id));
    }
    holds.appended(segment);
  }

  private void check(Evidence.Wanted wanted, Evidence.@Nullable Found first, boolean announced) {
    String id = wanted.entry().id();
    firstId = firstId.or(() -> Optional.of(id));
    lastId = Optional.of(id);
    Evidence.Found found = first;
    List<Wrong> wrong = judge(wanted, found, announced);
    if (!wrong.isEmpty()) {
      look.settle();
      found = evidence.records(List.of(wanted)).get(id);
      wrong = judge(wanted, found, announced);
    }
    boolean gone = found == null;
    List<Wrong> open = wrong.stream().filter(one -> isOpen(one, wanted)).toList();
    open.forEach(one ->
        early.add(
            new Early(
                findings.place(),
                wanted.sequence(),
                id,
                wanted.entry().expiresSeconds(),
                one,
                gone)));
    wrong.stream()
        .filter(one -> !open.contains(one))
        .forEach(
            one -> findings.add(Finding.ofRecord(one.kind(), wanted.sequence(), id, one.detail())));
    if (found != null) {
      checked++;
      noteExpiry(wanted, found);
    } else if (wrong.isEmpty()) {
      expired++;
      holds.gone(wanted.sequence());
    }
  }

  /** Whether something is wrong only if the record's time comes after the evidence was complete. */
  private boolean isOpen(Wrong wrong, Evidence.Wanted wanted) {
    return evidence.endsLater()
        && wanted.entry().expiresSeconds() != 0
        && (wrong.kind() == Kind.DELETED
            || (wrong.kind() == Kind.OUTCOME_WITHOUT_INTENT
                && IntentLog.isLate(wanted.entry().id())));
  }

  /** The evidence was complete {@code at}: judges what was left to that. */
  void settle(Instant at) {
    for (Early one : early) {
      if (one.expires() > at.getEpochSecond()) {
        findings.at(one.place());
        findings.add(
            Finding.ofRecord(one.wrong().kind(), one.sequence(), one.id(), one.wrong().detail()));
      } else if (one.gone()) {
        expired++;
        holds.gone(one.sequence());
      }
    }
    early.clear();
  }

  private void noteExpiry(Evidence.Wanted wanted, Evidence.Found found) {
    long expires = wanted.entry().expiresSeconds();
    if (expires != 0 && found.ttl().isPresent()) {
      if (found.ttl().get().equals(Evidence.Ttl.NONE)) {
        holds.unexpiring(wanted.sequence());
      } else if (found.ttl().get().seconds() == expires) {
        holds.expiring(wanted.sequence());
      }
    }
  }

  private List<Wrong> judge(
      Evidence.Wanted wanted, Evidence.@Nullable Found found, boolean announced) {
    return found == null ? missing(wanted) : present(wanted, found, announced);
  }

  private List<Wrong> missing(Evidence.Wanted wanted) {
    return isPast(wanted.entry().expiresSeconds())
        ? List.of()
        : List.of(new Wrong(Kind.DELETED, "the record is gone before its time"));
  }

  private boolean isPast(long expires) {
    return expires != 0 && expires <= evidence.now().getEpochSecond();
  }

  private List<Wrong> present(Evidence.Wanted wanted, Evidence.Found found, boolean announced) {
    var wrong = new ArrayList<Wrong>();
    body(wanted, found, announced, wrong);
    found.placeFault().ifPresent(fault -> wrong.add(new Wrong(Kind.REORDERED, fault)));
    found.attributeFault().ifPresent(fault -> wrong.add(new Wrong(Kind.INDEX_CHANGED, fault)));
    ttl(wanted, found, wrong);
    return wrong;
  }

  private void body(
      Evidence.Wanted wanted, Evidence.Found found, boolean announced, List<Wrong> wrong) {
    if (!found.sealed().contentHash().equals(wanted.entry().content())) {
      wrong.add(new Wrong(Kind.EDITED, "body and nonce are not those that were hashed"));
      return;
    }
    BodyFacts facts;
    try {
      facts = found.sealed().facts();
    } catch (UnreadableRecordException e) {
      wrong.add(new Wrong(Kind.UNREADABLE, String.valueOf(e.getMessage())));
      return;
    }
    holds.see(wanted.sequence(), facts, found.sealed());
    FieldCheck.check(facts, found.sealed().fields())
        .forEach(fault ->
            wrong.add(
                new Wrong(fault.missing() ? Kind.FIELD_MISSING : Kind.EDITED, fault.detail())));
    if (facts.outcome().equals(SystemRecords.UNKNOWN)) {
      intents.givenUp(facts.id());
    }
    if (terms.intents() && !announced && isExecuted(facts.outcome()) && isToBeAnnounced(wanted)) {
      wrong.add(new Wrong(Kind.OUTCOME_WITHOUT_INTENT, "no intent stands before it"));
    }
  }

  private static boolean isExecuted(String outcome) {
    return outcome.equals("executed") || outcome.equals("rerouted");
  }

  /** A late outcome follows one that a sweep wrote; that may have expired, or not be read. */
  private boolean isToBeAnnounced(Evidence.Wanted wanted) {
    return !IntentLog.isLate(wanted.entry().id())
        || (terms.range().equals(Range.ALL) && !isPast(wanted.entry().expiresSeconds()));
  }

  /** That it has none while it should is left to the holds. */
  private static void ttl(Evidence.Wanted wanted, Evidence.Found found, List<Wrong> wrong) {
    long expected = wanted.entry().expiresSeconds();
    Evidence.Ttl ttl = found.ttl().orElse(Evidence.Ttl.NONE);
    if (ttl.equals(Evidence.Ttl.NONE) || ttl.seconds() == expected) {
      return;
    }
    String actual =
        ttl.equals(Evidence.Ttl.NO_TIME)
            ? "its time of collection is no number of seconds"
            : "it may be collected after second " + ttl.seconds();
    String due = expected == 0 ? "it never expires" : "it is to be after second " + expected;
    wrong.add(new Wrong(Kind.TTL_CHANGED, actual + "; " + due));
  }

  void addUnchained() {
    unchained++;
  }

  long checked() {
    return checked;
  }

  long expired() {
    return expired;
  }

  long unchained() {
    return unchained;
  }

  Optional<String> firstId() {
    return firstId;
  }

  Optional<String> lastId() {
    return lastId;
  }

  Optional<String> holdRemark() {
    return holds.remark();
  }

  long unresolvedIntents() {
    return intents.unresolved();
  }
}
