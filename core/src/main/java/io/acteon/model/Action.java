package io.acteon.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an application asks the gateway to do. Immutable.
 *
 * @param id unique per (namespace, tenant) by the client's promise; the deduplication identity when
 *     there is no {@code dedupKey}
 * @param createdAt the client's own time: recorded, decides nothing
 */
public record Action(
    String id,
    Scope scope,
    String provider,
    String actionType,
    Json payload,
    Instant createdAt,
    Map<String, String> metadata,
    Optional<String> dedupKey,
    Optional<String> status,
    Optional<String> fingerprint,
    Optional<Instant> startsAt,
    Optional<Instant> endsAt,
    Map<String, String> traceContext,
    Optional<String> template,
    List<Attachment> attachments,
    Optional<String> signature,
    Optional<String> signerId,
    Optional<String> kid) {

  public Action {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    traceContext = Collections.unmodifiableMap(new LinkedHashMap<>(traceContext));
    attachments = List.copyOf(attachments);
  }

  public String namespace() {
    return scope.namespace();
  }

  public String tenant() {
    return scope.tenant();
  }

  public Action withPayload(Json changed) {
    return toBuilder().payload(changed).build();
  }

  public Action withProvider(String changed) {
    return toBuilder().provider(changed).build();
  }

  /** A builder holding this action's fields. */
  public Builder toBuilder() {
    var builder = new Builder(id, scope, provider, actionType, createdAt).payload(payload);
    builder.metadata = metadata;
    builder.dedupKey = dedupKey;
    builder.status = status;
    builder.fingerprint = fingerprint;
    builder.startsAt = startsAt;
    builder.endsAt = endsAt;
    builder.traceContext = traceContext;
    builder.template = template;
    builder.attachments = attachments;
    builder.signature = signature;
    builder.signerId = signerId;
    builder.kid = kid;
    return builder;
  }

  public static Builder builder(
      String id, Scope scope, String provider, String actionType, Instant createdAt) {
    return new Builder(id, scope, provider, actionType, createdAt);
  }

  /** Collects the optional fields of an action. Not thread-safe. */
  public static final class Builder {
    private final String id;
    private final Scope scope;
    private final Instant createdAt;
    private final String actionType;
    private String provider;
    private Json payload = Json.EMPTY;
    private Map<String, String> metadata = Map.of();
    private Optional<String> dedupKey = Optional.empty();
    private Optional<String> status = Optional.empty();
    private Optional<String> fingerprint = Optional.empty();
    private Optional<Instant> startsAt = Optional.empty();
    private Optional<Instant> endsAt = Optional.empty();
    private Map<String, String> traceContext = Map.of();
    private Optional<String> template = Optional.empty();
    private List<Attachment> attachments = List.of();
    private Optional<String> signature = Optional.empty();
    private Optional<String> signerId = Optional.empty();
    private Optional<String> kid = Optional.empty();

    private Builder(String id, Scope scope, String provider, String actionType, Instant createdAt) {
      this.id = Objects.requireNonNull(id);
      this.scope = Objects.requireNonNull(scope);
      this.provider = Objects.requireNonNull(provider);
      this.actionType = Objects.requireNonNull(actionType);
      this.createdAt = Objects.requireNonNull(createdAt);
    }

    public Builder provider(String value) {
      this.provider = value;
      return this;
    }

    public Builder payload(Json value) {
      this.payload = value;
      return this;
    }

    public Builder metadata(Map<String, String> value) {
      this.metadata = value;
      return this;
    }

    public Builder dedupKey(@Nullable String value) {
      this.dedupKey = Optional.ofNullable(value);
      return this;
    }

    public Builder status(@Nullable String value) {
      this.status = Optional.ofNullable(value);
      return this;
    }

    public Builder fingerprint(@Nullable String value) {
      this.fingerprint = Optional.ofNullable(value);
      return this;
    }

    public Builder startsAt(@Nullable Instant value) {
      this.startsAt = Optional.ofNullable(value);
      return this;
    }

    public Builder endsAt(@Nullable Instant value) {
      this.endsAt = Optional.ofNullable(value);
      return this;
    }

    public Builder traceContext(Map<String, String> value) {
      this.traceContext = value;
      return this;
    }

    public Builder template(@Nullable String value) {
      this.template = Optional.ofNullable(value);
      return this;
    }

    public Builder attachments(List<Attachment> value) {
      this.attachments = value;
      return this;
    }

    /** The client's Ed25519 signature, who signed and with which key; any may be absent. */
    public Builder signed(
        @Nullable String base64, @Nullable String bySigner, @Nullable String withKey) {
      this.signature = Optional.ofNullable(base64);
      this.signerId = Optional.ofNullable(bySigner);
      this.kid = Optional.ofNullable(withKey);
      return this;
    }

    public Action build() {
      return new Action(
          id,
          scope,
          provider,
          actionType,
          payload,
          createdAt,
          metadata,
          dedupKey,
          status,
          fingerprint,
          startsAt,
          endsAt,
          traceContext,
          template,
          attachments,
          signature,
          signerId,
          kid);
    }
  }
}
