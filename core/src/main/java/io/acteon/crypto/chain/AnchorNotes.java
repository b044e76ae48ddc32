package io.acteon.crypto.chain;

import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.Anchors.Anchor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes printed checkpoints of one chain for anchors if a trusted key signed them. One that is
 * signed by none is a fault of its chain: somebody made it who may not, or a key is not trusted
 * yet. For one thread.
 */
public final class AnchorNotes {
  private final String logOrigin;
  private final List<Ed25519Public> trusted;
  private final boolean outside;
  private final List<Anchor> anchors = new ArrayList<>();
  private final List<Finding> faults = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  /**
   * @param logOrigin the name that checkpoints are signed with
   * @param outside whether they were kept where whoever writes the table cannot reach them
   */
  public AnchorNotes(String logOrigin, List<Ed25519Public> trusted, boolean outside) {
    this.logOrigin = logOrigin;
    this.trusted = List.copyOf(trusted);
    this.outside = outside;
  }

  /**
   * Takes one.
   *
   * @param place where it stands, for people
   * @throws IllegalArgumentException when it is not a checkpoint in a signed note
   */
  public void add(String printed, Optional<Instant> at, String place) {
    add(SignedNote.parse(printed), at, place);
  }

  /**
   * Takes one.
   *
   * @throws IllegalArgumentException when it is not a checkpoint
   */
  void add(SignedNote note, Optional<Instant> at, String place) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    if (trusted.stream().anyMatch(key -> note.isSignedBy(logOrigin, key))) {
      anchors.add(new Anchor(checkpoint, at, outside));
    } else if (trusted.isEmpty()) {
      remark("no key is trusted, so that checkpoints prove nothing");
    } else {
      fault(
          Finding.ofChain(
              Kind.SIGNATURE_INVALID,
              "%s: a checkpoint of %d records that none of the trusted keys signed as '%s'"
                  .formatted(place, checkpoint.size(), logOrigin)));
    }
  }

  /** Something else that is wrong with what is known of the chain. */
  public void fault(Finding finding) {
    faults.add(finding);
  }

  /** Something that a reader should know. */
  public void remark(String remark) {
    if (!remarks.contains(remark)) {
      remarks.add(remark);
    }
  }

  public Anchors anchors() {
    return new Anchors(anchors, faults, remarks);
  }
}
