package io.acteon.crypto.chain;

import io.acteon.audit.AuditChain.SignatureCheck;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.Octets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The signatures of a chain's segments. The newest under each trusted key is verified, unless every
 * one is: every segment names the hash of its predecessor's bytes, so that one covers all before
 * it. What comes after the last of them anybody may have written; and nobody writes a segment
 * without a signature behind one with, for whoever has a key does not build on it. For one thread.
 */
final class Signatures {
  private final Map<Octets, Ed25519Public> trusted;
  private final SignatureCheck check;
  private final Findings findings;
  private final Map<Octets, SegmentBytes> newest = new HashMap<>();
  private Optional<SegmentBytes> newestForeign = Optional.empty();
  private OptionalLong signedThrough = OptionalLong.empty();
  private boolean isSigned;
  private boolean allGood = true;

  Signatures(List<Ed25519Public> trusted, SignatureCheck check, Findings findings) {
    this.trusted =
        trusted.stream().distinct().collect(Collectors.toMap(Ed25519Public::id, key -> key));
    this.check = check;
    this.findings = findings;
  }

  /** The last record that a trusted signature covers; known when all is finished. */
  OptionalLong signedThrough() {
    return signedThrough;
  }

  /** The newest key that signed and is not trusted. */
  Optional<Octets> foreignKey() {
    return newestForeign.flatMap(SegmentBytes::keyId);
  }

  void saw(SegmentBytes segment) {
    boolean before = isSigned;
    isSigned = segment.keyId().isPresent();
    if (!isSigned && before) {
      uncovered(
          segment.segment().first(),
          "segment %d bears no signature, and the one before it does: nobody who has a key would have written it, or gone on from it"
              .formatted(segment.segment().k()));
    }
    segment.keyId().ifPresent(key -> saw(segment, key));
  }

  private void saw(SegmentBytes segment, Octets keyId) {
    Ed25519Public key = trusted.get(keyId);
    if (key == null) {
      newestForeign = Optional.of(segment);
      return;
    }
    switch (check) {
      case NEWEST -> newest.put(keyId, segment);
      case EVERY -> allGood &= verify(segment, key);
    }
  }

  /** {@code broken} says that the chain could not be followed to its end. */
  void finish(boolean broken) {
    for (Map.Entry<Octets, SegmentBytes> one : newest.entrySet()) {
      Ed25519Public key = trusted.get(one.getKey());
      allGood &= key != null && verify(one.getValue(), key);
    }
    if (allGood && !broken && !trusted.isEmpty()) {
      findUncovered();
    }
  }

  private boolean verify(SegmentBytes segment, Ed25519Public key) {
    if (segment.isSignedBy(key)) {
      long last = segment.segment().last();
      signedThrough = OptionalLong.of(Math.max(last, signedThrough.orElse(last)));
      return true;
    }
    findings.add(
        Finding.at(
            Kind.SIGNATURE_INVALID,
            segment.segment().first(),
            "segment %d: its signature is not that of the key %s, which it names"
                .formatted(segment.segment().k(), key.id().hex())));
    return false;
  }

  /**
   * What follows the last trusted signature under another key. A chain that never bore a signature
   * may be one from before there was a key; that is left to the verdict.
   */
  private void findUncovered() {
    long from = signedThrough.isPresent() ? signedThrough.getAsLong() + 1 : 0;
    Optional<Octets> foreign =
        newestForeign
            .filter(segment -> segment.segment().last() >= from)
            .flatMap(SegmentBytes::keyId);
    if (foreign.isPresent()) {
      uncovered(
          from,
          "the records from here on are signed by the key %s, and trusted are %s; if it is yours, trust it (trusted_keys)"
              .formatted(foreign.get().hex(), trustedIds()));
    }
  }

  private String trustedIds() {
    return trusted.keySet().stream().map(Octets::hex).sorted().collect(Collectors.joining(", "));
  }

  private void uncovered(long from, String detail) {
    findings.add(Finding.at(Kind.SIGNATURE_INVALID, from, detail));
  }
}
