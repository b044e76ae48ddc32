package io.acteon.crypto.chain;

import io.acteon.audit.AuditRecord.AttachmentMetadata;
import io.acteon.model.Json;
import java.util.List;

/** The JSON text of a record's attachment metadata. */
final class AttachmentList {
  private AttachmentList() {}

  static Json json(List<AttachmentMetadata> attachments) {
    return Json.array(attachments.stream().map(AttachmentList::json).toList());
  }

  private static Json json(AttachmentMetadata one) {
    return Json.object(
        Json.field("id", one.id()),
        Json.field("name", one.name()),
        Json.field("filename", one.filename()),
        Json.field("content_type", one.contentType()),
        Json.field("size_bytes", one.sizeBytes()));
  }

  static List<AttachmentMetadata> read(Json value) {
    if (!(value instanceof Json.Arr(List<Json> items))) {
      throw new UnreadableRecordException("attachment_metadata is not a list");
    }
    return items.stream().map(AttachmentList::readOne).toList();
  }

  private static AttachmentMetadata readOne(Json item) {
    if (!(item instanceof Json.Obj object)
        || !(object.field("size_bytes").orElse(Json.NULL) instanceof Json.Int(long size))) {
      throw new UnreadableRecordException("attachment_metadata holds something else: " + item);
    }
    return new AttachmentMetadata(
        text(object, "id"),
        text(object, "name"),
        text(object, "filename"),
        text(object, "content_type"),
        size);
  }

  private static String text(Json.Obj object, String name) {
    if (object.field(name).orElse(Json.NULL) instanceof Json.Str(String text)) {
      return text;
    }
    throw new UnreadableRecordException("attachment_metadata has no text " + name);
  }
}
