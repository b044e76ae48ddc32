package io.acteon.json;

import io.acteon.model.Action;
import io.acteon.model.Attachment;
import io.acteon.model.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes an action as it stands on the wire: RFC 3339 times with {@code Z}, absent optional fields
 * as null, {@code attachments} and the signature's fields left out when there are none, keys sorted
 * at every depth.
 */
public final class ActionJson {
  private ActionJson() {}

  public static Json.Obj of(Action action) {
    var fields = signable(action);
    action.signature().ifPresent(value -> fields.put("signature", Json.of(value)));
    action.signerId().ifPresent(value -> fields.put("signer_id", Json.of(value)));
    action.kid().ifPresent(value -> fields.put("kid", Json.of(value)));
    return new Json.Obj(fields);
  }

  /** The bytes that a client's signature is over: the action without its signature's fields. */
  public static byte[] signedBytes(Action action) {
    return JsonText.bytes(new Json.Obj(signable(action)));
  }

  private static Map<String, Json> signable(Action action) {
    var fields = new TreeMap<String, Json>();
    fields.put("id", Json.of(action.id()));
    fields.put("namespace", Json.of(action.namespace()));
    fields.put("tenant", Json.of(action.tenant()));
    fields.put("provider", Json.of(action.provider()));
    fields.put("action_type", Json.of(action.actionType()));
    fields.put("payload", JsonKeys.sorted(action.payload()));
    fields.put("created_at", Json.of(action.createdAt().toString()));
    fields.put("metadata", JsonKeys.sorted(Json.texts(action.metadata())));
    fields.put("dedup_key", Json.ofNullable(action.dedupKey()));
    fields.put("status", Json.ofNullable(action.status()));
    fields.put("fingerprint", Json.ofNullable(action.fingerprint()));
    fields.put("starts_at", time(action.startsAt()));
    fields.put("ends_at", time(action.endsAt()));
    fields.put("trace_context", JsonKeys.sorted(Json.texts(action.traceContext())));
    fields.put("template", Json.ofNullable(action.template()));
    if (!action.attachments().isEmpty()) {
      fields.put(
          "attachments",
          Json.array(action.attachments().stream().map(ActionJson::attachment).toList()));
    }
    return fields;
  }

  private static Json time(Optional<Instant> instant) {
    return Json.ofNullable(instant.map(Instant::toString));
  }

  private static Json attachment(Attachment attachment) {
    return Json.object(
        Json.field("content_type", attachment.contentType()),
        Json.field("data_base64", attachment.dataBase64()),
        Json.field("filename", attachment.filename()),
        Json.field("id", attachment.id()),
        Json.field("name", attachment.name()));
  }
}
