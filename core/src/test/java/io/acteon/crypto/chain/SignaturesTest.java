package io.acteon.crypto.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditChain.SignatureCheck;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.Octets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignaturesTest {
  private static final Optional<Ed25519Private> NOBODY = Optional.empty();
  private static final Optional<Ed25519Private> OURS = Optional.of(newKey());
  private static final Optional<Ed25519Private> STRANGER = Optional.of(newKey());
  private static final List<Ed25519Public> TRUSTED = List.of(OURS.orElseThrow().publicKey());

  private final Findings findings = new Findings();

  private static Ed25519Private newKey() {
    return Ed25519Private.parse(Ed25519Private.generatePem(new SecureRandom()));
  }

  /** Segments of one record each, signed by these. */
  @SafeVarargs
  private static List<SegmentBytes> signedBy(Optional<Ed25519Private>... keys) {
    ChainTip tip = ChainTip.beginning(new ChainId(ChainId.logId("test"), "shop#acme", 0));
    var segments = new ArrayList<SegmentBytes>();
    for (Optional<Ed25519Private> key : keys) {
      var link = new ChainTip.Link("r-" + segments.size(), 0, 0, Octets.EMPTY.sha256());
      SegmentBytes segment = tip.append(List.of(link), Octets.utf8("0123456789abcdef"), key);
      segments.add(segment);
      tip = tip.after(segment);
    }
    return segments;
  }

  private Signatures check(
      List<Ed25519Public> trusted, SignatureCheck check, List<SegmentBytes> segments) {
    var signatures = new Signatures(trusted, check, findings);
    segments.forEach(signatures::saw);
    signatures.finish(false);
    return signatures;
  }

  private void assertFoundAt(long... sequences) {
    assertThat(findings.all())
        .extracting(finding -> finding.sequence().orElseThrow())
        .containsExactly(Arrays.stream(sequences).boxed().toArray(Long[]::new));
    assertThat(findings.all()).extracting(Finding::kind).containsOnly(Kind.SIGNATURE_INVALID);
  }

  @Test
  void anUnsignedSegmentBetweenSignedOnesIsFoundThoughALaterSignatureCoversIt() {
    Signatures signatures =
        check(TRUSTED, SignatureCheck.NEWEST, signedBy(OURS, NOBODY, NOBODY, OURS, NOBODY, OURS));

    assertFoundAt(1, 4);
    assertThat(signatures.signedThrough()).hasValue(5);
  }

  @Test
  void whoeverHasNoKeySeesThatASignatureIsMissingToo() {
    var _ = check(List.of(), SignatureCheck.NEWEST, signedBy(OURS, NOBODY, OURS));

    assertFoundAt(1);
  }

  @Test
  void anUnsignedEndIsFoundOnce() {
    var _ = check(TRUSTED, SignatureCheck.NEWEST, signedBy(OURS, OURS, NOBODY, NOBODY));

    assertFoundAt(2);
  }

  @Test
  void aChainMayBeOlderThanItsKey() {
    Signatures signatures =
        check(TRUSTED, SignatureCheck.EVERY, signedBy(NOBODY, NOBODY, OURS, OURS));

    assertThat(findings.all()).isEmpty();
    assertThat(signatures.signedThrough()).hasValue(3);
  }

  @Test
  void aKeyThatIsNoLongerTrustedMayHaveSignedBefore() {
    var _ = check(TRUSTED, SignatureCheck.EVERY, signedBy(STRANGER, STRANGER, OURS));

    assertThat(findings.all()).isEmpty();
  }

  @Test
  void whoeverSignedTheEndAndIsNotTrustedIsNamed() {
    var _ = check(TRUSTED, SignatureCheck.EVERY, signedBy(OURS, STRANGER));

    assertFoundAt(1);
    assertThat(findings.all().getFirst().detail())
        .contains(STRANGER.orElseThrow().publicKey().id().hex());
  }

  /** By whoever has the newest signature renewed: hashes fit, and the newest is good. */
  @Test
  void aFalseSignatureBelowAGoodOneIsFoundIfEveryOneIsVerified() {
    List<SegmentBytes> segments = signedBy(OURS, OURS, OURS);
    byte[] bytes = segments.get(1).bytes().toArray();
    bytes[bytes.length - 1] ^= 1;
    List<SegmentBytes> falsified =
        List.of(segments.get(0), SegmentBytes.read(Octets.of(bytes)), segments.get(2));

    var _ = check(TRUSTED, SignatureCheck.NEWEST, falsified);
    assertThat(findings.all()).isEmpty();
    var _ = check(TRUSTED, SignatureCheck.EVERY, falsified);
    assertFoundAt(1);
  }
}
