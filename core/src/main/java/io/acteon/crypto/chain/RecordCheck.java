package io.acteon.crypto.chain;

import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares records with what their segments say of them. What looks wrong is read once more before
 * it is reported: it may have been collected or appended meanwhile. For one thread.
 */
final class RecordCheck {
  private final Evidence evidence;
  private final ChainVerifier.Terms terms;
  private final Findings findings;
  private final HoldLog holds = new HoldLog();
  private final Set<String> openIntents = new HashSet<>();
  private boolean resolved;
  private long checked;
  private long expired;
  private long unchained;
  private Optional<String> firstId = Optional.empty();
  private Optional<String> lastId = Optional.empty();

  RecordCheck(Evidence evidence, ChainVerifier.Terms terms, Findings findings) {
    this.evidence = evidence;
    this.terms = terms;
    this.findings = findings;
  }

  /** One thing wrong with a record. */
  private record Wrong(Kind kind, String detail) {}

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

  void check(Segment segment) {
    List<Evidence.Wanted> wanted = wanted(segment, terms.range());
    if (wanted.isEmpty()) {
      return;
    }
    Map<String, Evidence.Found> found = evidence.records(wanted);
    for (Evidence.Wanted one : wanted) {
      check(one, found.get(one.entry().id()));
    }
  }

  private void check(Evidence.Wanted wanted, Evidence.@Nullable Found found) {
    String id = wanted.entry().id();
    firstId = firstId.or(() -> Optional.of(id));
    lastId = Optional.of(id);
    trackIntents(id);
    List<Wrong> wrong = judge(wanted, found);
    if (!wrong.isEmpty()) {
      wrong = judge(wanted, evidence.records(List.of(wanted)).get(id));
    }
    wrong.forEach(
        one -> findings.add(Finding.ofRecord(one.kind(), wanted.sequence(), id, one.detail())));
    if (found != null) {
      checked++;
      if (found.ttl().isEmpty() && wanted.entry().expiresSeconds() != 0) {
        holds.unexpiring(wanted.sequence());
      }
    } else if (wrong.isEmpty()) {
      expired++;
      holds.gone(wanted.sequence());
    }
  }

  /** By their ids alone: an outcome has its intent's id without the mark. */
  private void trackIntents(String id) {
    if (id.endsWith(AuditRecord.INTENT_SUFFIX)) {
      openIntents.add(id.substring(0, id.length() - AuditRecord.INTENT_SUFFIX.length()));
    } else {
      resolved = openIntents.remove(id);
    }
  }

  private List<Wrong> judge(Evidence.Wanted wanted, Evidence.@Nullable Found found) {
    return found == null ? missing(wanted) : present(wanted, found);
  }

  private List<Wrong> missing(Evidence.Wanted wanted) {
    long expires = wanted.entry().expiresSeconds();
    return expires != 0 && expires <= evidence.now().getEpochSecond()
        ? List.of()
        : List.of(new Wrong(Kind.DELETED, "the record is gone before its time"));
  }

  private List<Wrong> present(Evidence.Wanted wanted, Evidence.Found found) {
    if (!found.sealed().contentHash().equals(wanted.entry().content())) {
      return List.of(new Wrong(Kind.EDITED, "the body is not the one that was hashed"));
    }
    BodyFacts facts;
    try {
      facts = found.sealed().facts();
    } catch (UnreadableRecordException e) {
      return List.of(new Wrong(Kind.UNREADABLE, String.valueOf(e.getMessage())));
    }
    holds.see(facts, found.sealed());
    var wrong = new ArrayList<Wrong>();
    FieldCheck.check(facts, found.sealed().fields())
        .ifPresent(fault ->
            wrong.add(
                new Wrong(fault.contains("not stored") ? Kind.FIELD_MISSING : Kind.EDITED, fault)));
    found.placeFault().ifPresent(fault -> wrong.add(new Wrong(Kind.REORDERED, fault)));
    found.attributeFault().ifPresent(fault -> wrong.add(new Wrong(Kind.INDEX_CHANGED, fault)));
    ttlFault(wanted, found.ttl(), facts).ifPresent(wrong::add);
    if (terms.intents()
        && terms.range().equals(Range.ALL)
        && !resolved
        && isExecuted(facts.outcome())) {
      wrong.add(new Wrong(Kind.OUTCOME_WITHOUT_INTENT, "no intent stands before it"));
    }
    return wrong;
  }

  private static boolean isExecuted(String outcome) {
    return outcome.equals("executed") || outcome.equals("rerouted");
  }

  private Optional<Wrong> ttlFault(Evidence.Wanted wanted, OptionalLong ttl, BodyFacts facts) {
    long expected = wanted.entry().expiresSeconds();
    long actual = ttl.orElse(0);
    boolean isExplained =
        actual == 0 || (expected == 0 && holds.restores(wanted.sequence(), actual, facts));
    if (actual == expected || isExplained) {
      return Optional.empty();
    }
    return Optional.of(
        new Wrong(
            Kind.TTL_CHANGED,
            "it may be collected after second %d, not %d".formatted(actual, expected)));
  }

  /** Judges what only the whole chain explains. */
  void finish() {
    holds.finish(findings);
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

  long unresolvedIntents() {
    return openIntents.size();
  }
}
