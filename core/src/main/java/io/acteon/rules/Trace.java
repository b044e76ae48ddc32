package io.acteon.rules;

import io.acteon.model.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a decision came about, rule by rule. Immutable.
 *
 * @param verdict the tag of the first match's verdict, {@code allow} when there was none, {@code
 *     error} when a rule before it could not be evaluated
 * @param evaluated rules whose condition was asked
 * @param skipped rules that are listed but were not asked
 * @param modifiedPayload the payload after the first match, when that modifies
 */
public record Trace(
    String verdict,
    Optional<String> matchedRule,
    boolean hasErrors,
    int evaluated,
    int skipped,
    Duration duration,
    List<Entry> entries,
    Context context,
    Optional<Json> modifiedPayload) {

  public Trace {
    entries = List.copyOf(entries);
  }

  /** This trace as clients know it on the wire. */
  public Json toJson() {
    return TraceJson.of(this);
  }

  /**
   * One rule in the trace.
   *
   * @param action the tag of its verdict
   * @param source where it comes from, as text
   * @param skipReason {@code disabled} or {@code earlier_rule_matched}
   * @param patch what a matching modify rule merges into the payload
   * @param payloadPreview the payload after this and earlier matching modify rules
   * @param notes predicates that were false because of a missing field or a mismatch of types
   */
  public record Entry(
      String ruleName,
      int priority,
      boolean enabled,
      String condition,
      Result result,
      Duration duration,
      String action,
      String source,
      Optional<String> description,
      Optional<String> skipReason,
      Optional<String> error,
      Optional<Json> patch,
      Optional<Json> payloadPreview,
      List<String> notes) {

    public Entry {
      notes = List.copyOf(notes);
    }

    Entry because(String reason) {
      return with(Optional.of(reason), error, patch, payloadPreview);
    }

    Entry failed(String message) {
      return with(skipReason, Optional.of(message), patch, payloadPreview);
    }

    Entry modifying(Json change, Json changed) {
      return with(skipReason, error, Optional.of(change), Optional.of(changed));
    }

    private Entry with(
        Optional<String> skipped,
        Optional<String> failure,
        Optional<Json> change,
        Optional<Json> changed) {
      return new Entry(
          ruleName,
          priority,
          enabled,
          condition,
          result,
          duration,
          action,
          source,
          description,
          skipped,
          failure,
          change,
          changed,
          notes);
    }
  }

  /**
   * What the rules saw besides the action.
   *
   * @param time the fields of {@code time}, in that time zone
   * @param accessedState what was read, such as {@code counter:logins}, sorted
   * @param timezone the default of the rule set
   */
  public record Context(Map<String, Json> time, List<String> accessedState, String timezone) {
    public Context {
      time = Map.copyOf(time);
      accessedState = List.copyOf(accessedState);
    }
  }

  /** What came of one rule. */
  public enum Result {
    MATCHED,
    NOT_MATCHED,
    SKIPPED,
    ERROR
  }
}
