package io.acteon.rules;

import io.acteon.model.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The wire form of a {@link Trace}: sorted keys, absent members left out. */
final class TraceJson {
  private final Map<String, Json> fields = new TreeMap<>();

  private TraceJson() {}

  static Json of(Trace trace) {
    return new TraceJson()
        .put("verdict", Json.of(trace.verdict()))
        .put("matched_rule", trace.matchedRule().map(Json::of))
        .put("has_errors", Json.of(trace.hasErrors()))
        .put("total_rules_evaluated", Json.of(trace.evaluated()))
        .put("total_rules_skipped", Json.of(trace.skipped()))
        .put("evaluation_duration_us", micros(trace.duration()))
        .put("trace", Json.array(trace.entries().stream().map(TraceJson::entry).toList()))
        .put("context", context(trace.context()))
        .put("modified_payload", trace.modifiedPayload())
        .object();
  }

  private static Json entry(Trace.Entry entry) {
    return new TraceJson()
        .put("rule_name", Json.of(entry.ruleName()))
        .put("priority", Json.of(entry.priority()))
        .put("enabled", Json.of(entry.enabled()))
        .put("condition_display", Json.of(entry.condition()))
        .put("result", Json.of(entry.result().name().toLowerCase(Locale.ROOT)))
        .put("evaluation_duration_us", micros(entry.duration()))
        .put("action", Json.of(entry.action()))
        .put("source", Json.of(entry.source()))
        .put("description", entry.description().map(Json::of))
        .put("skip_reason", entry.skipReason().map(Json::of))
        .put("error", entry.error().map(Json::of))
        .put("modify_patch", entry.patch())
        .put("modified_payload_preview", entry.payloadPreview())
        .put("notes", texts(entry.notes()))
        .object();
  }

  private static Json context(Trace.Context context) {
    Map<String, Json> time = new TreeMap<>();
    context.time().forEach((name, value) -> time.put(name, tagged(value)));
    return new TraceJson()
        .put("time", Json.object(Json.field("Map", new Json.Obj(time))))
        .put("environment_keys", Json.array(List.of()))
        .put("accessed_state_keys", texts(context.accessedState()))
        .put("effective_timezone", Json.of(context.timezone()))
        .object();
  }

  /** Clients expect the type of a value as its tag here. */
  private static Json tagged(Json value) {
    return Json.object(Json.field(value instanceof Json.Int ? "Int" : "String", value));
  }

  private static Optional<Json> texts(List<String> texts) {
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(Json.array(texts.stream().map(Json::of).toList()));
  }

  private static Json micros(Duration duration) {
    return Json.of(duration.toNanos() / 1000);
  }

  private TraceJson put(String name, Json value) {
    fields.put(name, value);
    return this;
  }

  private TraceJson put(String name, Optional<Json> value) {
    value.ifPresent(it -> fields.put(name, it));
    return this;
  }

  private Json object() {
    return new Json.Obj(fields);
  }
}
