package io.acteon.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** An Ed25519 public key (RFC 8032) that verifies. Immutable, thread-safe. */
public final class Ed25519Public {
  public static final int KEY_LENGTH = 32;
  public static final int SIGNATURE_LENGTH = 64;

  /** The DER that stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410). */
  private static final Octets X509 = Octets.of(HexFormat.of().parseHex("302a300506032b6570032100"));

  private final Octets raw;
  private final PublicKey key;

  private Ed25519Public(Octets raw) {
    this.raw = raw;
    try {
      var encoded = new OctetWriter().raw(X509).raw(raw).octets().toArray();
      this.key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 public key: " + raw.hex(), e);
    }
  }

  /**
   * The key of 32 raw bytes.
   *
   * @throws IllegalArgumentException when they are no key
   */
  public static Ed25519Public of(Octets raw) {
    if (raw.size() != KEY_LENGTH) {
      throw new IllegalArgumentException(
          "an Ed25519 public key has " + KEY_LENGTH + " bytes, not " + raw.size());
    }
    return new Ed25519Public(raw);
  }

  /**
   * The key that {@code text} holds: PEM (BEGIN PUBLIC KEY), or base64 of the 32 raw bytes.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Ed25519Public parse(String text) {
    Octets der = Pem.decode(text, "PUBLIC KEY");
    if (der.size() == X509.size() + KEY_LENGTH && der.slice(0, X509.size()).equals(X509)) {
      return of(der.slice(X509.size(), der.size()));
    }
    return of(der);
  }

  public boolean verifies(Octets message, Octets signature) {
    if (signature.size() != SIGNATURE_LENGTH) {
      return false;
    }
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message.shared());
      return verifier.verify(signature.shared());
    } catch (GeneralSecurityException _) {
      // A malformed signature is one that does not verify.
      return false;
    }
  }

  /** The 32 raw bytes. */
  public Octets raw() {
    return raw;
  }

  /** The first 8 bytes of the key's SHA-256: enough to find it among the trusted ones. */
  public Octets id() {
    return raw.sha256().octets().slice(0, 8);
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(raw.shared());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ed25519Public that && raw.equals(that.raw);
  }

  @Override
  public int hashCode() {
    return raw.hashCode();
  }

  @Override
  public String toString() {
    return "Ed25519Public[" + base64() + "]";
  }
}
