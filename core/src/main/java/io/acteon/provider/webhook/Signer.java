package io.acteon.provider.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests by Standard Webhooks 1.0.0 (standardwebhooks.com): HMAC-SHA256 over id, timestamp
 * and body. With several secrets there are several signatures, so that a receiver can change over
 * while both are in force. Thread-safe; never shows its secrets.
 */
final class Signer {
  private static final String PREFIX = "whsec_";
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  private final List<SecretKeySpec> keys;

  private Signer(List<SecretKeySpec> keys) {
    this.keys = List.copyOf(keys);
  }

  /** One secret or several, separated by spaces. */
  static Signer parse(String secrets) {
    return new Signer(Arrays.stream(secrets.strip().split(" +")).map(Signer::key).toList());
  }

  private static SecretKeySpec key(String secret) {
    byte[] bytes;
    try {
      bytes =
          Base64.getDecoder()
              .decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : "?");
    } catch (IllegalArgumentException _) {
      // Neither the text nor the cause is passed on: both would show the secret.
      throw new IllegalArgumentException("secret is not whsec_ followed by base64");
    }
    if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "secret holds %d bytes; Standard Webhooks asks for %d to %d"
              .formatted(bytes.length, MIN_BYTES, MAX_BYTES));
    }
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** The value of {@code webhook-signature}. */
  String signature(String id, Instant at, byte[] body) {
    var content = new ByteArrayOutputStream();
    content.writeBytes((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
    content.writeBytes(body);
    byte[] signed = content.toByteArray();
    return keys.stream()
        .map(key -> "v1," + Base64.getEncoder().encodeToString(hmac(key, signed)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] hmac(SecretKeySpec key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /**
   * The {@code webhook-id} of an action: its id where that may stand in a header and in the signed
   * content (no full stop there), else a hash of it. The same for every attempt.
   */
  static String webhookId(String actionId) {
    if (actionId.matches("[A-Za-z0-9_:@/+=~-]{1,128}")) {
      return actionId;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(actionId.getBytes(StandardCharsets.UTF_8));
      return "sha256_" + HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Signer[" + keys.size() + " secret(s)]";
  }
}
