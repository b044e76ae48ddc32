package io.acteon.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes cursors that only the query they were made for gets back: a position and a MAC over it and
 * the query, in URL-safe base64. Thread-safe.
 */
public final class CursorSeal {
  private static final String MAC = "HmacSHA256";
  private static final byte VERSION = 1;
  private static final int TAG_LENGTH = 16;
  private static final int HEAD_LENGTH = 1 + Long.BYTES;

  private final SecretKeySpec key;

  /** {@code key} is secret, and the same in all processes that share a trail. */
  public CursorSeal(byte[] key) {
    this.key = new SecretKeySpec(key, MAC);
  }

  /** The cursor of {@code query}'s page that ends at {@code position}. */
  public String seal(AuditQuery query, AuditPosition position) {
    byte[] id = position.id().getBytes(StandardCharsets.UTF_8);
    byte[] open =
        ByteBuffer.allocate(HEAD_LENGTH + id.length)
            .put(VERSION)
            .putLong(position.number())
            .put(id)
            .array();
    byte[] sealed =
        ByteBuffer.allocate(open.length + TAG_LENGTH)
            .put(open)
            .put(tag(query, open), 0, TAG_LENGTH)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /**
   * Where {@code query}'s cursor, if it has one, says that the previous page ended.
   *
   * @throws BadCursorException when this trail did not make the cursor for this query
   */
  public Optional<AuditPosition> open(AuditQuery query) {
    return query.cursor().map(cursor -> open(query, cursor));
  }

  private AuditPosition open(AuditQuery query, String cursor) {
    byte[] sealed = decode(cursor);
    if (sealed.length < HEAD_LENGTH + TAG_LENGTH || sealed[0] != VERSION) {
      throw new BadCursorException("the cursor is not one of this trail");
    }
    ByteBuffer bytes = ByteBuffer.wrap(sealed);
    byte[] open = new byte[sealed.length - TAG_LENGTH];
    byte[] tag = new byte[TAG_LENGTH];
    bytes.get(open).get(tag);
    byte[] wanted = ByteBuffer.allocate(TAG_LENGTH).put(tag(query, open), 0, TAG_LENGTH).array();
    if (!MessageDigest.isEqual(wanted, tag)) {
      throw new BadCursorException(
          "the cursor was not made by this trail for this query; start again without a cursor");
    }
    long number = ByteBuffer.wrap(open, 1, Long.BYTES).getLong();
    return new AuditPosition(
        number, new String(open, HEAD_LENGTH, open.length - HEAD_LENGTH, StandardCharsets.UTF_8));
  }

  /** Base64 that stands for the same bytes in another spelling is refused, too. */
  private static byte[] decode(String cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(cursor)) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      // Answered below.
    }
    throw new BadCursorException("the cursor is not URL-safe base64 without padding");
  }

  private byte[] tag(AuditQuery query, byte[] open) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      mac.update(open);
      mac.update(meaning(query).getBytes(StandardCharsets.UTF_8));
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + MAC + ", which every JDK must have", e);
    }
  }

  /** What the query selects, without where its page begins and ends; each text with its length. */
  private static String meaning(AuditQuery query) {
    var out = new StringBuilder();
    query
        .scopes()
        .forEach(scope -> {
          part(out, scope.namespace());
          part(out, scope.tenant());
        });
    AuditQuery.Filters filters = query.filters();
    part(out.append('|'), filters.provider());
    part(out, filters.actionType());
    part(out, filters.outcome());
    part(out, filters.verdict());
    part(out, filters.matchedRule());
    part(out, filters.callerId());
    part(out, filters.chainId());
    part(out, filters.signerId());
    part(out, filters.kid());
    part(out, query.from().map(Object::toString));
    part(out, query.to().map(Object::toString));
    return out.append(query.includeIntents()).append(query.order()).toString();
  }

  private static void part(StringBuilder out, Optional<String> text) {
    out.append(text.map(some -> some.length() + ":" + some).orElse("-"));
  }
}
