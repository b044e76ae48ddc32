package io.acteon.server.http.wire;

import io.acteon.audit.AuditRecord;
import io.acteon.model.Action;
import io.acteon.model.Attachment;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Reads actions from request bodies. Thread-safe. */
public final class ActionReader {
  private static final TextLimit UNBOUNDED = TextLimit.text(Integer.MAX_VALUE);

  private final UuidV7 ids;
  private final TimeSource time;

  /** Makes ids with {@code ids} and times with {@code time} where the client gave none. */
  public ActionReader(UuidV7 ids, TimeSource time) {
    this.ids = ids;
    this.time = time;
  }

  /** The action that {@code value}, standing at {@code at} in the body, describes. */
  public Action read(Json value, JsonPointer at) {
    JsonFields fields = JsonFields.of(value, at);
    return Action.builder(
            fields.optionalText("id", ActionLimits.ID).orElseGet(() -> ids.next().toString()),
            scope(fields),
            provider(fields),
            fields.text("action_type", ActionLimits.ACTION_TYPE),
            fields.optionalTime("created_at").orElseGet(time::now))
        .payload(fields.required("payload"))
        .metadata(metadata(fields, "metadata"))
        .dedupKey(fields.optionalText("dedup_key", ActionLimits.KEY).orElse(null))
        .status(fields.optionalText("status", ActionLimits.WORD).orElse(null))
        .fingerprint(fields.optionalText("fingerprint", ActionLimits.KEY).orElse(null))
        .startsAt(fields.optionalTime("starts_at").orElse(null))
        .endsAt(fields.optionalTime("ends_at").orElse(null))
        .traceContext(fields.texts("trace_context", ActionLimits.TRACE_CONTEXT))
        .template(fields.optionalText("template", ActionLimits.WORD).orElse(null))
        .attachments(attachments(fields))
        .signed(
            fields.optionalText("signature", ActionLimits.SIGNATURE).orElse(null),
            fields.optionalText("signer_id", ActionLimits.WORD).orElse(null),
            fields.optionalText("kid", ActionLimits.WORD).orElse(null))
        .build();
  }

  /** The action that a rule evaluation asks about: it has neither id nor time of its own. */
  public Action readTrial(JsonFields fields, Instant at) {
    return Action.builder(
            ids.next().toString(),
            scope(fields),
            provider(fields),
            fields.text("action_type", ActionLimits.ACTION_TYPE),
            at)
        .payload(fields.required("payload"))
        .metadata(metadata(fields, "metadata"))
        .build();
  }

  private static Scope scope(JsonFields fields) {
    return new Scope(
        notReserved(fields, "namespace", ActionLimits.NAMESPACE, AuditRecord.SYSTEM_NAMESPACE),
        fields.text("tenant", ActionLimits.TENANT));
  }

  private static String provider(JsonFields fields) {
    return notReserved(fields, "provider", ActionLimits.PROVIDER, AuditRecord.SYSTEM_PROVIDER);
  }

  /** What the audit trail says of itself must not be mixed with what clients do. */
  private static String notReserved(
      JsonFields fields, String name, TextLimit limit, String reserved) {
    String text = fields.text(name, limit);
    if (text.equals(reserved)) {
      throw new ApiException(
          ErrorCode.INVALID_FIELD,
          fields.at(name) + " is '" + reserved + "', which is the audit trail's own");
    }
    return text;
  }

  /** Labels, flat or wrapped: four of the five client libraries send {@code {"labels": {...}}}. */
  private static Map<String, String> metadata(JsonFields fields, String name) {
    if (fields.optional(name).orElse(Json.NULL) instanceof Json.Obj(Map<String, Json> labels)
        && labels.size() == 1
        && labels.get("labels") instanceof Json.Obj wrapped) {
      return JsonFields.texts(wrapped, fields.at(name).field("labels"), ActionLimits.METADATA);
    }
    return fields.texts(name, ActionLimits.METADATA);
  }

  private static List<Attachment> attachments(JsonFields fields) {
    var attachments = new ArrayList<Attachment>();
    int index = 0;
    for (Json item : fields.items("attachments", ActionLimits.ATTACHMENTS)) {
      JsonFields one = JsonFields.of(item, fields.at("attachments").item(index++));
      attachments.add(
          new Attachment(
              one.text("id", ActionLimits.WORD),
              one.text("name", ActionLimits.WORD),
              one.text("filename", ActionLimits.WORD),
              one.text("content_type", ActionLimits.WORD),
              base64(one, "data_base64")));
    }
    return attachments;
  }

  private static String base64(JsonFields fields, String name) {
    String text = fields.text(name, UNBOUNDED);
    try {
      Base64.getDecoder().decode(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          ErrorCode.INVALID_FIELD, fields.at(name) + " is not standard base64: " + e.getMessage());
    }
  }
}
