package io.acteon.crypto;

import java.io.Serial;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;

/** An Ed25519 private key (RFC 8032) that signs; it never shows itself. Immutable, thread-safe. */
public final class Ed25519Private {
  public static final int SEED_LENGTH = 32;

  /** The DER that stands before the seed in a PKCS #8 PrivateKeyInfo (RFC 8410). */
  private static final Octets PKCS8 =
      Octets.of(HexFormat.of().parseHex("302e020100300506032b657004220420"));

  private final PrivateKey key;
  private final Ed25519Public publicKey;

  private Ed25519Private(PrivateKey key, Ed25519Public publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /**
   * The key of a 32-byte seed.
   *
   * @throws IllegalArgumentException when it has another length
   */
  public static Ed25519Private ofSeed(Octets seed) {
    if (seed.size() != SEED_LENGTH) {
      throw new IllegalArgumentException(
          "an Ed25519 seed has " + SEED_LENGTH + " bytes, not " + seed.size());
    }
    try {
      var encoded = new OctetWriter().raw(PKCS8).raw(seed).octets().toArray();
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      var made = new Ed25519Private(key, publicOf(seed));
      Octets probe = Octets.utf8("acteon key check");
      if (!made.publicKey.verifies(probe, made.sign(probe))) {
        throw new IllegalStateException("the JDK derived a public key that does not verify");
      }
      return made;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the JDK refuses this Ed25519 seed", e);
    }
  }

  /**
   * The key that {@code text} holds: PEM (BEGIN PRIVATE KEY, as {@code openssl genpkey -algorithm
   * ed25519} writes it), or base64 of the 32-byte seed.
   *
   * @throws IllegalArgumentException when it is neither; the message never shows the text
   */
  public static Ed25519Private parse(String text) {
    Octets der = Pem.decode(text, "PRIVATE KEY");
    if (der.size() == PKCS8.size() + SEED_LENGTH && der.slice(0, PKCS8.size()).equals(PKCS8)) {
      return ofSeed(der.slice(PKCS8.size(), der.size()));
    }
    return ofSeed(der);
  }

  /** A new key's PEM text, and nothing kept of it here. */
  public static String generatePem(SecureRandom random) {
    byte[] seed = new byte[SEED_LENGTH];
    random.nextBytes(seed);
    var der = new OctetWriter().raw(PKCS8).raw(Octets.of(seed)).octets();
    return Pem.encode(der, "PRIVATE KEY");
  }

  public Octets sign(Octets message) {
    try {
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(message.shared());
      return Octets.of(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK could not sign with Ed25519", e);
    }
  }

  public Ed25519Public publicKey() {
    return publicKey;
  }

  /**
   * The JDK derives a public key from a private one only while generating a pair, whose seed it
   * takes from the random source. That it did is checked here and by the caller's trial signature.
   */
  private static Ed25519Public publicOf(Octets seed) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new GivenBytes(seed.toArray()));
    var pair = generator.generateKeyPair();
    var derived = ((EdECPrivateKey) pair.getPrivate()).getBytes().map(Octets::of);
    if (!derived.equals(Optional.of(seed))) {
      throw new IllegalStateException("the JDK did not take the seed from the random source");
    }
    byte[] encoded = ((EdECPublicKey) pair.getPublic()).getEncoded();
    return Ed25519Public.of(
        Octets.of(encoded).slice(encoded.length - Ed25519Public.KEY_LENGTH, encoded.length));
  }

  /** A random source that hands out what it was given. */
  private static final class GivenBytes extends SecureRandom {
    @Serial private static final long serialVersionUID = 1L;

    private final byte[] given;

    GivenBytes(byte[] given) {
      this.given = given;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(given, 0, bytes, 0, bytes.length);
    }
  }
}
