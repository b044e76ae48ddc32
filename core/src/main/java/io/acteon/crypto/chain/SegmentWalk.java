package io.acteon.crypto.chain;

import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.crypto.Hash;
import io.acteon.crypto.MerkleFrontier;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.Evidence.Stored;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Follows segments from the first, each of which must continue the one before. Stops at the first
 * break, which is looked at twice. For one thread.
 */
final class SegmentWalk {
  private final ChainVerifier.Terms terms;
  private final Findings findings;
  private final Signatures signatures;
  private ChainTip tip;
  private boolean broken;
  private OptionalLong anchoredThrough = OptionalLong.empty();

  SegmentWalk(ChainId chain, ChainVerifier.Terms terms, Findings findings) {
    this.terms = terms;
    this.findings = findings;
    this.signatures = new Signatures(terms.trusted(), terms.signatures(), findings);
    this.tip = ChainTip.beginning(chain);
  }

  /** What a segment comes to. */
  private sealed interface Step {
    /** It continues the chain; {@code anchored} is the last record that an anchor outside saw. */
    record On(SegmentBytes segment, OptionalLong anchored) implements Step {}

    record Break(Kind kind, String detail) implements Step {}
  }

  ChainTip tip() {
    return tip;
  }

  boolean isBroken() {
    return broken;
  }

  OptionalLong signedThrough() {
    return signatures.signedThrough();
  }

  /** A key that signed and is not trusted. */
  Optional<Octets> foreignKey() {
    return signatures.foreignKey();
  }

  OptionalLong anchoredThrough() {
    return anchoredThrough;
  }

  /**
   * Takes the next segment; answers it unless the chain breaks there.
   *
   * @param again reads it once more
   */
  Optional<Segment> next(Optional<Stored> found, Supplier<Optional<Stored>> again) {
    Optional<Stored> stored = found;
    Step step = judge(stored);
    if (step instanceof Step.Break || stored.flatMap(Stored::attributeFault).isPresent()) {
      stored = again.get();
      step = judge(stored);
    }
    return switch (step) {
      case Step.On(SegmentBytes segment, OptionalLong anchored) -> {
        stored
            .flatMap(Stored::attributeFault)
            .ifPresent(fault ->
                findings.add(
                    Finding.at(
                        Kind.INDEX_CHANGED,
                        segment.segment().first(),
                        "segment " + segment.segment().k() + ": " + fault)));
        if (anchored.isPresent()) {
          anchoredThrough = anchored;
        }
        signatures.saw(segment);
        tip = tip.after(segment);
        yield Optional.of(segment.segment());
      }
      case Step.Break(Kind kind, String detail) -> {
        broken = true;
        findings.add(
            Finding.at(kind, tip.nextSequence(), "segment " + tip.nextK() + ": " + detail));
        yield Optional.empty();
      }
    };
  }

  private Step judge(Optional<Stored> stored) {
    if (stored.isEmpty()) {
      return new Step.Break(Kind.DELETED, "it is gone");
    }
    SegmentBytes read;
    try {
      read = SegmentBytes.read(stored.get().bytes());
    } catch (UnreadableRecordException e) {
      return new Step.Break(Kind.UNREADABLE, String.valueOf(e.getMessage()));
    }
    return misplacement(read.segment())
        .<Step>map(fault -> new Step.Break(Kind.FORKED, fault))
        .orElseGet(() -> follow(read));
  }

  private Optional<String> misplacement(Segment segment) {
    if (!segment.chain().equals(tip.chain())) {
      return Optional.of(misplaced(segment.chain()));
    }
    if (segment.k() != tip.nextK() || segment.first() != tip.nextSequence()) {
      return Optional.of(
          "it says it is number %d beginning with record %d, not %d"
              .formatted(segment.k(), segment.first(), tip.nextSequence()));
    }
    return segment.prev().equals(tip.end()) && segment.prevSegment().equals(tip.lastSegment())
        ? Optional.empty()
        : Optional.of("it does not continue the segment before it");
  }

  private String misplaced(ChainId other) {
    if (!other.logId().equals(tip.chain().logId())) {
      return "it is of the log %s, and log_id says %s"
          .formatted(other.logId().hex(), tip.chain().logId().hex());
    }
    return "it is of the chain '%s' in epoch %d, not of '%s' in epoch %d"
        .formatted(other.name(), other.epoch(), tip.chain().name(), tip.chain().epoch());
  }

  /** Recomputes what the segment says of its records. */
  private Step follow(SegmentBytes read) {
    Segment segment = read.segment();
    Hash prev = tip.end();
    MerkleFrontier tree = tip.frontier();
    OptionalLong anchored = OptionalLong.empty();
    for (int i = 0; i < segment.entries().size(); i++) {
      Segment.Entry entry = segment.entries().get(i);
      long n = segment.first() + i;
      Hash computed =
          tip.chain().recordHash(n, entry.expiresSeconds(), entry.id(), prev, entry.content());
      if (!computed.equals(entry.recordHash())) {
        return new Step.Break(Kind.EDITED, "the hash of record " + n);
      }
      prev = computed;
      tree = tree.append(ChainId.leaf(computed));
      Optional<Hash> root = terms.anchors().rootAt(tree.size());
      if (root.isPresent() && !root.get().equals(tree.root())) {
        return new Step.Break(
            Kind.FORKED,
            "a checkpoint shows another history of the first " + tree.size() + " records");
      }
      if (root.isPresent() && terms.anchors().isOutside(tree.size())) {
        anchored = OptionalLong.of(n);
      }
    }
    return tree.equals(segment.frontier())
        ? new Step.On(read, anchored)
        : new Step.Break(Kind.EDITED, "its Merkle frontier");
  }

  /** Verifies signatures and what anchors say of the end. */
  void finish() {
    signatures.finish(broken);
    terms
        .anchors()
        .newest()
        .filter(anchor -> !broken && anchor.size() > tip.frontier().size())
        .ifPresent(anchor ->
            findings.add(
                Finding.at(
                    Kind.TRUNCATED,
                    tip.nextSequence(),
                    "a checkpoint saw %d records, there are %d"
                        .formatted(anchor.size(), tip.frontier().size()))));
  }
}
