package io.acteon.crypto.chain;

import io.acteon.audit.Finding;
import io.acteon.audit.VerificationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Collects findings; the first thousand are kept, all are counted. For one thread. */
final class Findings {
  private final List<Finding> kept = new ArrayList<>();
  private long count;
  private OptionalLong firstBrokenAt = OptionalLong.empty();

  void add(Finding finding) {
    count++;
    if (kept.size() < VerificationReport.MAX_FINDINGS) {
      kept.add(finding);
    }
    if (finding.sequence().isPresent()) {
      long at = finding.sequence().getAsLong();
      firstBrokenAt = OptionalLong.of(Math.min(at, firstBrokenAt.orElse(at)));
    }
  }

  long count() {
    return count;
  }

  List<Finding> all() {
    return List.copyOf(kept);
  }

  OptionalLong firstBrokenAt() {
    return firstBrokenAt;
  }
}
