package io.acteon.rules;

import io.acteon.model.Action;
import io.acteon.model.Attachment;
import io.acteon.model.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields of an action as rules name them: the names they have on the wire. */
public enum ActionField {
  ID,
  NAMESPACE,
  TENANT,
  PROVIDER,
  ACTION_TYPE,
  PAYLOAD,
  CREATED_AT,
  METADATA,
  DEDUP_KEY,
  STATUS,
  FINGERPRINT,
  STARTS_AT,
  ENDS_AT,
  TRACE_CONTEXT,
  TEMPLATE,
  ATTACHMENTS,
  SIGNATURE,
  SIGNER_ID,
  KID;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  public String wireName() {
    return wireName;
  }

  /** Whether a path may go on into this field. */
  public boolean hasInside() {
    return switch (this) {
      case PAYLOAD, METADATA, TRACE_CONTEXT, ATTACHMENTS -> true;
      case ID,
          NAMESPACE,
          TENANT,
          PROVIDER,
          ACTION_TYPE,
          CREATED_AT,
          DEDUP_KEY,
          STATUS,
          FINGERPRINT,
          STARTS_AT,
          ENDS_AT,
          TEMPLATE,
          SIGNATURE,
          SIGNER_ID,
          KID ->
          false;
    };
  }

  /** The field that rules call {@code name}. */
  public static Optional<ActionField> named(String name) {
    return Arrays.stream(values()).filter(field -> field.wireName.equals(name)).findFirst();
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(ActionField::wireName).toList();
  }

  /** The field of {@code action}; {@link Json#NULL} when it is absent. */
  Json of(Action action) {
    return switch (this) {
      case ID -> Json.of(action.id());
      case NAMESPACE -> Json.of(action.namespace());
      case TENANT -> Json.of(action.tenant());
      case PROVIDER -> Json.of(action.provider());
      case ACTION_TYPE -> Json.of(action.actionType());
      case PAYLOAD -> action.payload();
      case CREATED_AT -> time(action.createdAt());
      case METADATA -> Json.texts(action.metadata());
      case DEDUP_KEY -> Json.ofNullable(action.dedupKey());
      case STATUS -> Json.ofNullable(action.status());
      case FINGERPRINT -> Json.ofNullable(action.fingerprint());
      case STARTS_AT -> time(action.startsAt());
      case ENDS_AT -> time(action.endsAt());
      case TRACE_CONTEXT -> Json.texts(action.traceContext());
      case TEMPLATE -> Json.ofNullable(action.template());
      case ATTACHMENTS ->
          Json.array(action.attachments().stream().map(ActionField::attachment).toList());
      case SIGNATURE -> Json.ofNullable(action.signature());
      case SIGNER_ID -> Json.ofNullable(action.signerId());
      case KID -> Json.ofNullable(action.kid());
    };
  }

  private static Json time(Instant time) {
    return Json.of(time.toString());
  }

  private static Json time(Optional<Instant> time) {
    return time.map(ActionField::time).orElse(Json.NULL);
  }

  private static Json attachment(Attachment attachment) {
    return Json.object(
        Json.field("id", attachment.id()),
        Json.field("name", attachment.name()),
        Json.field("filename", attachment.filename()),
        Json.field("content_type", attachment.contentType()),
        Json.field("data_base64", attachment.dataBase64()));
  }
}
