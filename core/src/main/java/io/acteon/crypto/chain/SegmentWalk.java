package io.acteon.crypto.chain;

import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.Hash;
import io.acteon.crypto.MerkleFrontier;
import io.acteon.crypto.Octets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Follows segments from the first, each of which must continue the one before. Of the signatures
 * the newest under each key is verified: every segment names the hash of its predecessor's bytes,
 * so that one covers all before it. Stops at the first break. For one thread.
 */
final class SegmentWalk {
  private final ChainVerifier.Terms terms;
  private final Findings findings;
  private final Map<Octets, SegmentBytes> newestByKey = new HashMap<>();
  private ChainTip tip;
  private boolean broken;
  private OptionalLong signedThrough = OptionalLong.empty();
  private OptionalLong anchoredThrough = OptionalLong.empty();

  SegmentWalk(ChainId chain, ChainVerifier.Terms terms, Findings findings) {
    this.terms = terms;
    this.findings = findings;
    this.tip = ChainTip.beginning(chain);
  }

  ChainTip tip() {
    return tip;
  }

  boolean isBroken() {
    return broken;
  }

  OptionalLong signedThrough() {
    return signedThrough;
  }

  OptionalLong anchoredThrough() {
    return anchoredThrough;
  }

  /** The ids of keys that signed and are not trusted. */
  List<Octets> untrustedKeys() {
    return newestByKey.keySet().stream().filter(id -> trusted(id).isEmpty()).toList();
  }

  private Optional<Ed25519Public> trusted(Octets id) {
    return terms.trusted().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** Takes the next segment; answers it unless the chain breaks there. */
  Optional<Segment> next(Optional<Octets> bytes) {
    if (bytes.isEmpty()) {
      breakAt(Kind.DELETED, "segment " + tip.nextK() + " is gone");
      return Optional.empty();
    }
    SegmentBytes read;
    try {
      read = SegmentBytes.read(bytes.get());
    } catch (UnreadableRecordException e) {
      breakAt(Kind.UNREADABLE, "segment " + tip.nextK() + ": " + e.getMessage());
      return Optional.empty();
    }
    Segment segment = read.segment();
    Optional<String> fault = fault(segment);
    if (fault.isPresent()) {
      breakAt(Kind.FORKED, "segment " + tip.nextK() + ": " + fault.get());
      return Optional.empty();
    }
    if (!follow(segment)) {
      return Optional.empty();
    }
    read.keyId().ifPresent(id -> newestByKey.put(id, read));
    tip = tip.after(read);
    return Optional.of(segment);
  }

  private Optional<String> fault(Segment segment) {
    if (!segment.chain().equals(tip.chain())) {
      return Optional.of("it belongs to another chain or epoch");
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

  /** Recomputes what the segment says of its records. */
  private boolean follow(Segment segment) {
    Hash prev = tip.end();
    MerkleFrontier tree = tip.frontier();
    for (int i = 0; i < segment.entries().size(); i++) {
      Segment.Entry entry = segment.entries().get(i);
      long n = segment.first() + i;
      Hash computed =
          tip.chain().recordHash(n, entry.expiresSeconds(), entry.id(), prev, entry.content());
      if (!computed.equals(entry.recordHash())) {
        breakAt(Kind.EDITED, "the hash of record " + n + " in segment " + segment.k());
        return false;
      }
      prev = computed;
      tree = tree.append(ChainId.leaf(computed));
      if (!agreesWithAnchor(tree)) {
        return false;
      }
    }
    if (!tree.equals(segment.frontier())) {
      breakAt(Kind.EDITED, "the Merkle frontier of segment " + segment.k());
      return false;
    }
    return true;
  }

  private boolean agreesWithAnchor(MerkleFrontier tree) {
    Optional<Hash> anchored = terms.anchors().rootAt(tree.size());
    if (anchored.isEmpty()) {
      return true;
    }
    if (!anchored.get().equals(tree.root())) {
      breakAt(
          Kind.FORKED,
          "a checkpoint shows another history of the first " + tree.size() + " records");
      return false;
    }
    if (terms.anchors().isOutside(tree.size())) {
      anchoredThrough = OptionalLong.of(tree.size() - 1);
    }
    return true;
  }

  private void breakAt(Kind kind, String detail) {
    broken = true;
    findings.add(Finding.at(kind, tip.nextSequence(), detail));
  }

  /** Verifies signatures and what anchors say of the end. */
  void finish() {
    for (SegmentBytes newest : newestByKey.values()) {
      verify(newest);
    }
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

  private void verify(SegmentBytes newest) {
    Optional<Ed25519Public> key = newest.keyId().flatMap(this::trusted);
    if (key.isEmpty()) {
      return; // Signed by somebody we were not told to trust: it proves nothing, nor disproves.
    }
    if (newest.isSignedBy(key.get())) {
      long last = newest.segment().last();
      signedThrough = OptionalLong.of(Math.max(last, signedThrough.orElse(last)));
    } else {
      findings.add(
          Finding.at(
              Kind.SIGNATURE_INVALID,
              newest.segment().first(),
              "the signature of segment " + newest.segment().k()));
    }
  }
}
