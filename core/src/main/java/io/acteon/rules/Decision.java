package io.acteon.rules;

import java.util.List;
import java.util.Optional;

/**
 * What the rules decided. Immutable.
 *
 * @param matchedRule the first enabled rule that matched, whatever its action; empty when none did
 *     and the default is to allow. (On the wire, {@code matched_rule} of a dry run and of an audit
 *     record is null for allow and deduplicate; that is for the caller to hide.)
 * @param notes predicates that were false because of a missing field or a mismatch of types, in the
 *     order met, at most {@link #MAX_NOTES}
 */
public record Decision(Verdict verdict, Optional<String> matchedRule, List<Note> notes) {
  /**
   * Enough to see what is wrong; a thousand rules over a field that is missing say it once each.
   */
  public static final int MAX_NOTES = 32;

  public Decision {
    notes = List.copyOf(notes);
  }
}
