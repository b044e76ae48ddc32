package io.acteon.audit;

import io.acteon.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces named fields of payloads, details and labels by a placeholder, before anything is hashed
 * or stored. Immutable.
 */
public final class Redaction {
  public static final String DEFAULT_PLACEHOLDER = "[REDACTED]";

  /** The member of {@code verdict_details} that lists the parts in which something was replaced. */
  private static final String MARK = "redacted";

  private final List<FieldPattern> patterns;
  private final Json placeholder;
  private final String placeholderText;

  /**
   * @param fields names and paths: {@code password} is a field of that name at any depth, {@code
   *     card.number} a path from the top, {@code *} any name or part of one, {@code **} any depth
   * @throws IllegalArgumentException on a pattern that names nothing
   */
  public Redaction(List<String> fields, String placeholder) {
    this.patterns = fields.stream().map(FieldPattern::parse).toList();
    this.placeholder = Json.of(placeholder);
    this.placeholderText = placeholder;
  }

  /**
   * The record without what must not be kept. When anything was replaced, the verdict's details say
   * in which parts; the client's signature and its canonical hash go: they no longer fit, and the
   * hash would give away what was replaced.
   */
  public AuditRecord apply(AuditRecord record) {
    AuditRecord redacted =
        record.toBuilder()
            .payload(record.payload().map(this::redact))
            .outcomeDetails(redact(record.outcomeDetails()))
            .verdictDetails(redact(record.verdictDetails()))
            .metadata(redact(record.metadata()))
            .build();
    return redacted.equals(record)
        ? record
        : redacted.toBuilder()
            .verdictDetails(marked(redacted.verdictDetails(), changes(record, redacted)))
            .signature(record.signature().map(Redaction::unsigned))
            .build();
  }

  /** The parts of {@code record}, by their names on the wire, in which something was replaced. */
  public static List<String> redacted(AuditRecord record) {
    return record.verdictDetails() instanceof Json.Obj details
            && details.field(MARK).orElse(Json.NULL) instanceof Json.Arr(List<Json> parts)
        ? parts.stream()
            .map(part -> part instanceof Json.Str(String name) ? name : part.toString())
            .toList()
        : List.of();
  }

  private static List<Json> changes(AuditRecord before, AuditRecord after) {
    var parts = new ArrayList<Json>();
    add(parts, "payload", before.payload().equals(after.payload()));
    add(parts, "outcome_details", before.outcomeDetails().equals(after.outcomeDetails()));
    add(parts, "verdict_details", before.verdictDetails().equals(after.verdictDetails()));
    add(parts, "metadata", before.metadata().equals(after.metadata()));
    return parts;
  }

  private static void add(List<Json> parts, String name, boolean unchanged) {
    if (!unchanged) {
      parts.add(Json.of(name));
    }
  }

  private static Json marked(Json details, List<Json> parts) {
    return details instanceof Json.Obj object
        ? object.with(MARK, Json.array(parts))
        : Json.object(Json.field("details", details), Json.field(MARK, Json.array(parts)));
  }

  private static AuditRecord.Signature unsigned(AuditRecord.Signature signature) {
    return new AuditRecord.Signature(
        Optional.empty(), signature.signerId(), signature.kid(), Optional.empty());
  }

  private Json redact(Json value) {
    return patterns.isEmpty() ? value : redact(value, List.of());
  }

  private Json redact(Json value, List<String> path) {
    return switch (value) {
      case Json.Obj(Map<String, Json> fields) -> {
        var kept = new LinkedHashMap<String, Json>();
        fields.forEach((name, field) -> {
          List<String> inner = below(path, name);
          kept.put(name, isNamed(inner) ? placeholder : redact(field, inner));
        });
        yield new Json.Obj(kept);
      }
      case Json.Arr(List<Json> items) ->
          Json.array(items.stream().map(item -> redact(item, path)).toList());
      case Json.Null _, Json.Bool _, Json.Int _, Json.Dec _, Json.Str _ -> value;
    };
  }

  private Map<String, String> redact(Map<String, String> labels) {
    var kept = new LinkedHashMap<String, String>();
    labels.forEach((name, value) ->
        kept.put(name, isNamed(FieldPattern.segments(name)) ? placeholderText : value));
    return kept;
  }

  private boolean isNamed(List<String> path) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(path));
  }

  private static List<String> below(List<String> path, String name) {
    var inner = new ArrayList<>(path);
    inner.addAll(FieldPattern.segments(name));
    return inner;
  }
}
