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
  private String place = "";

  /** Where what is found from here on stands, for people; empty for nowhere in particular. */
  void at(String newPlace) {
    place = newPlace;
  }

  /** What {@link #at} said last. */
  String place() {
    return place;
  }

  void add(Finding finding) {
    count++;
    if (kept.size() < VerificationReport.MAX_FINDINGS) {
      kept.add(
          place.isEmpty()
              ? finding
              : new Finding(
                  finding.kind(),
                  finding.sequence(),
                  finding.recordId(),
                  place + ": " + finding.detail()));
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
