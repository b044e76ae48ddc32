package io.acteon.bench.audit;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.chain.Anchors;
import io.acteon.crypto.chain.ChainVerifier;
import io.acteon.crypto.chain.Evidence;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;

/** Chains to be verified where they lie, each so often that the code is compiled. */
final class Verifications {
  private Verifications() {}

  /** A chain in memory: hashes, bodies and comparisons, and no reading. */
  static Verification inMemory(int records, int rounds) throws IOException {
    Ed25519Private key = Ed25519Private.parse(Ed25519Private.generatePem(new SecureRandom()));
    Evidence evidence = MadeEvidence.whole(new ChainMaker(key), records / ChainMaker.RECORDS);
    var terms = new ChainVerifier.Terms(List.of(key.publicKey()), Anchors.NONE, Range.ALL, true);
    return last(
        rounds, () -> new ChainVerifier(evidence, ChainMaker.CHAIN, terms, Progress.NONE).verify());
  }

  /** The chain in the table, reading included. */
  static Verification onTable(Trail trail, int rounds) throws IOException {
    return last(
        rounds,
        () ->
            trail.chain().verify(SampleRecords.SCOPE, Range.ALL, Progress.NONE, Trail.patiently()));
  }

  private static Verification last(int rounds, Verification.Job job) throws IOException {
    Verification measured = Verification.measured(job);
    for (int round = 1; round < rounds; round++) {
      measured = Verification.measured(job);
    }
    return measured;
  }
}
