package io.acteon.audit;

import io.acteon.model.Attachment;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was decided about one action and what came of it, as the trail keeps and shows it.
 * Immutable.
 *
 * @param id UUID version 7; an intent's is the outcome's id with {@code -intent} behind it
 * @param verdict what the rules said, as a tag
 * @param outcome what became of it, as a tag; {@code pending} in an intent
 * @param payload absent when payloads are not stored; before a modify rule's changes
 * @param chain where the record stands in the hash chain, once it does
 */
public record AuditRecord(
    String id,
    String actionId,
    Optional<String> chainId,
    Scope scope,
    String provider,
    String actionType,
    String verdict,
    Optional<String> matchedRule,
    String outcome,
    Optional<Json> payload,
    Json verdictDetails,
    Json outcomeDetails,
    Map<String, String> metadata,
    Instant dispatchedAt,
    Instant completedAt,
    long durationMs,
    Optional<Instant> expiresAt,
    String callerId,
    String authMethod,
    List<AttachmentMetadata> attachments,
    Optional<Signature> signature,
    Optional<ChainPosition> chain) {

  public static final String PENDING = "pending";
  public static final String INTENT_SUFFIX = "-intent";

  /** The namespace of what the trail keeps about itself. */
  public static final String SYSTEM_NAMESPACE = "_system";

  /** The provider of records that the trail writes about itself, such as a legal hold. */
  public static final String SYSTEM_PROVIDER = "_audit";

  /** What their ids begin with; no dispatch makes such an id. */
  public static final String SYSTEM_ID_PREFIX = "_audit-";

  /** Follows the id of an outcome that came after a sweep had called it unknown. */
  public static final String LATE_SUFFIX = "-late";

  public AuditRecord {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    attachments = List.copyOf(attachments);
    signature = signature.filter(some -> !some.equals(Signature.NONE));
  }

  public boolean isIntent() {
    return outcome.equals(PENDING);
  }

  /** Whether the trail wrote this about itself: it tells of no action. */
  public boolean isSystem() {
    return id.startsWith(SYSTEM_ID_PREFIX);
  }

  /** What is remembered of an attachment: everything but its bytes. */
  public record AttachmentMetadata(
      String id, String name, String filename, String contentType, long sizeBytes) {

    public static AttachmentMetadata of(Attachment attachment) {
      int padding =
          attachment.dataBase64().endsWith("==")
              ? 2
              : attachment.dataBase64().endsWith("=") ? 1 : 0;
      return new AttachmentMetadata(
          attachment.id(),
          attachment.name(),
          attachment.filename(),
          attachment.contentType(),
          attachment.dataBase64().length() / 4L * 3 - padding);
    }
  }

  /** The client's signature over the action; absent parts were not sent. */
  public record Signature(
      Optional<String> value,
      Optional<String> signerId,
      Optional<String> kid,
      Optional<String> canonicalHash) {
    public static final Signature NONE =
        new Signature(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Sequence from 0, and hashes as lowercase hex; the first record has no previous hash. */
  public record ChainPosition(
      long sequenceNumber, String recordHash, Optional<String> previousHash) {}

  /** This record as it stands in the chain. */
  public AuditRecord at(ChainPosition position) {
    return toBuilder().chain(Optional.of(position)).build();
  }

  /** A builder holding this record's fields. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Changes some fields of a record. Not thread-safe. */
  public static final class Builder {
    private final AuditRecord from;
    private String id;
    private String outcome;
    private Optional<Json> payload;
    private Json verdictDetails;
    private Json outcomeDetails;
    private Map<String, String> metadata;
    private Instant completedAt;
    private Optional<Instant> expiresAt;
    private List<AttachmentMetadata> attachments;
    private Optional<Signature> signature;
    private Optional<ChainPosition> chain;

    private Builder(AuditRecord from) {
      this.from = from;
      this.id = from.id;
      this.outcome = from.outcome;
      this.payload = from.payload;
      this.verdictDetails = from.verdictDetails;
      this.outcomeDetails = from.outcomeDetails;
      this.metadata = from.metadata;
      this.completedAt = from.completedAt;
      this.expiresAt = from.expiresAt;
      this.attachments = from.attachments;
      this.signature = from.signature;
      this.chain = from.chain;
    }

    public Builder id(String value) {
      this.id = value;
      return this;
    }

    public Builder outcome(String value) {
      this.outcome = value;
      return this;
    }

    public Builder payload(Optional<Json> value) {
      this.payload = value;
      return this;
    }

    public Builder verdictDetails(Json value) {
      this.verdictDetails = value;
      return this;
    }

    public Builder outcomeDetails(Json value) {
      this.outcomeDetails = value;
      return this;
    }

    public Builder metadata(Map<String, String> value) {
      this.metadata = value;
      return this;
    }

    public Builder completedAt(Instant value) {
      this.completedAt = value;
      return this;
    }

    public Builder expiresAt(Optional<Instant> value) {
      this.expiresAt = value;
      return this;
    }

    public Builder attachments(List<AttachmentMetadata> value) {
      this.attachments = value;
      return this;
    }

    public Builder signature(Optional<Signature> value) {
      this.signature = value;
      return this;
    }

    public Builder chain(Optional<ChainPosition> value) {
      this.chain = value;
      return this;
    }

    public AuditRecord build() {
      return new AuditRecord(
          id,
          from.actionId,
          from.chainId,
          from.scope,
          from.provider,
          from.actionType,
          from.verdict,
          from.matchedRule,
          outcome,
          payload,
          verdictDetails,
          outcomeDetails,
          metadata,
          from.dispatchedAt,
          completedAt,
          from.durationMs,
          expiresAt,
          from.callerId,
          from.authMethod,
          attachments,
          signature,
          chain);
    }
  }
}
