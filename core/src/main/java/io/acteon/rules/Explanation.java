package io.acteon.rules;

import io.acteon.model.Action;
import io.acteon.model.Json;
import io.acteon.rules.Trace.Entry;
import io.acteon.rules.Trace.Result;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One walk over a rule set that writes down what it sees. Not thread-safe; used once. */
final class Explanation {
  private final RuleSet rules;
  private final TraceOptions options;
  private final Facts facts;
  private final RecordedState state;
  private final Evaluation evaluation;
  private final TimeSource stopwatch = TimeSource.system();
  private final List<Entry> entries = new ArrayList<>();
  private Json payload;
  private @Nullable Rule match;
  private Optional<Json> modifiedPayload = Optional.empty();
  private boolean errors;
  private boolean errorBeforeMatch;
  private int evaluated;

  Explanation(RuleSet rules, Action action, Facts given, TraceOptions options) {
    this.rules = rules;
    this.options = options;
    StateReads mocked =
        options.mockState().isEmpty()
            ? given.state()
            : new MockState(action.scope(), options.mockState(), given.state());
    this.state = new RecordedState(mocked);
    this.facts = new Facts(options.evaluateAt().orElse(given.now()), state);
    this.evaluation = new Evaluation(action, facts, rules.defaultZone());
    this.payload = action.payload();
  }

  Trace trace() {
    long start = stopwatch.nanos();
    rules.rules().forEach(this::visit);
    int skipped = entries.size() - evaluated;
    Optional<Rule> matched = Optional.ofNullable(match);
    if (matched.isEmpty()) {
      entries.add(fallthrough());
    }
    return new Trace(
        errorBeforeMatch ? "error" : matched.map(rule -> rule.verdict().tag()).orElse("allow"),
        matched.map(Rule::name),
        errors,
        evaluated,
        skipped,
        since(start),
        entries,
        context(),
        modifiedPayload);
  }

  private void visit(Rule rule) {
    if (!rule.enabled()) {
      if (options.includeDisabled()) {
        entries.add(skipped(rule, "disabled"));
      }
    } else if (match != null && !options.evaluateAll()) {
      entries.add(skipped(rule, "earlier_rule_matched"));
    } else {
      entries.add(evaluated(rule));
    }
  }

  private Entry evaluated(Rule rule) {
    evaluated++;
    long start = stopwatch.nanos();
    try {
      boolean matches = evaluation.matches(rule);
      Duration duration = since(start);
      return matches ? matched(rule, duration) : entry(rule, Result.NOT_MATCHED, duration);
    } catch (RuntimeException e) {
      errors = true;
      errorBeforeMatch |= match == null;
      return entry(rule, Result.ERROR, since(start)).failed(String.valueOf(e.getMessage()));
    }
  }

  private Entry matched(Rule rule, Duration duration) {
    boolean first = match == null;
    if (first) {
      match = rule;
    }
    if (!(rule.verdict() instanceof Verdict.Modify(_, Json patch))) {
      return entry(rule, Result.MATCHED, duration);
    }
    payload = MergePatch.apply(payload, patch);
    if (first) {
      modifiedPayload = Optional.of(payload);
    }
    return entry(rule, Result.MATCHED, duration).modifying(patch, payload);
  }

  private Entry skipped(Rule rule, String reason) {
    return entry(rule, Result.SKIPPED, Duration.ZERO).because(reason);
  }

  private Entry entry(Rule rule, Result result, Duration duration) {
    return new Entry(
        rule.name(),
        rule.priority(),
        rule.enabled(),
        rule.condition().display(),
        result,
        duration,
        rule.verdict().tag(),
        rule.source().display(),
        rule.description(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        evaluation.takeNotes().stream().map(Note::text).toList());
  }

  private static Entry fallthrough() {
    return new Entry(
        "(default fallthrough)",
        Integer.MAX_VALUE,
        true,
        "no rules matched",
        Result.MATCHED,
        Duration.ZERO,
        "Allow",
        "System",
        Optional.of("No rules matched the action. The system default is to allow."),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private Trace.Context context() {
    ZonedDateTime now = facts.now().atZone(rules.defaultZone());
    Map<String, Json> time = new TreeMap<>();
    for (ClockField field : ClockField.values()) {
      time.put(field.wireName(), field.of(now));
    }
    return new Trace.Context(time, state.accessed(), rules.defaultZone().getId());
  }

  private Duration since(long start) {
    return Duration.ofNanos(stopwatch.nanos() - start);
  }
}
