package io.acteon.engine;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.Redaction;
import io.acteon.model.Action;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A record as something to be replayed: the other way round from {@link AuditEntry}. Immutable.
 *
 * <p>The replay of a replay carries, besides the id of the action that it repeats, the id of the
 * first one, so that all replays of an action are known for what they are.
 */
record Original(AuditRecord record) {
  private static final String REPLAYED_FROM = "replayed_from";
  private static final String ROOT = "__replay_root";

  /** Labels that the engine makes, and what a trail leaves of labels that were too large. */
  private static final String OURS = "__";

  private static final String TRUNCATED = "__truncated";

  /** Why it cannot be replayed, if it cannot: the same action would not come out. */
  Optional<String> obstacle() {
    if (record.isIntent()) {
      return Optional.of("the audit record is an intent; its outcome can be replayed");
    }
    if (record.isSystem()) {
      return Optional.of("the audit record is one of the trail about itself; there is no action");
    }
    if (record.payload().isEmpty()) {
      return Optional.of("audit record has no stored payload (privacy mode was enabled)");
    }
    List<String> redacted =
        Redaction.redacted(record).stream()
            .filter(Predicate.not(part -> part.endsWith("_details")))
            .toList();
    if (!redacted.isEmpty()) {
      return Optional.of(
          "audit record is redacted ("
              + String.join(", ", redacted)
              + "): what was sent is not known any more");
    }
    return record.metadata().containsKey(TRUNCATED)
        ? Optional.of("audit record has no stored labels; they were too large")
        : Optional.empty();
  }

  /** The identity of the action that this and all its replays go back to. */
  StateKey root() {
    return new StateKey(record.scope(), Kind.REPLAY, rootId());
  }

  private String rootId() {
    return label(ROOT).or(() -> label(REPLAYED_FROM)).orElse(record.actionId());
  }

  /** The action once more, as {@code id}. */
  Action action(String id, Instant now) {
    return Action.builder(id, record.scope(), record.provider(), record.actionType(), now)
        .payload(record.payload().orElseThrow())
        .metadata(labels())
        .dedupKey(label("__dedup_key").orElse(null))
        .fingerprint(label("__fingerprint").orElse(null))
        .status(label("__status").orElse(null))
        .startsAt(time("__starts_at").orElse(null))
        .endsAt(time("__ends_at").orElse(null))
        .build();
  }

  private Map<String, String> labels() {
    var labels = new LinkedHashMap<String, String>();
    record
        .metadata()
        .forEach((name, value) -> {
          if (!name.startsWith(OURS)) {
            labels.put(name, value);
          }
        });
    labels.put(REPLAYED_FROM, record.actionId());
    if (!rootId().equals(record.actionId())) {
      labels.put(ROOT, rootId());
    }
    return labels;
  }

  private Optional<String> label(String name) {
    return Optional.ofNullable(record.metadata().get(name)).filter(text -> !text.isEmpty());
  }

  /** A client may have given such a label of its own, so that it is no time. */
  private Optional<Instant> time(String name) {
    return label(name)
        .flatMap(text -> {
          try {
            return Optional.of(Instant.parse(text));
          } catch (DateTimeException _) {
            return Optional.empty();
          }
        });
  }
}
