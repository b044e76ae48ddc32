package io.acteon.independent;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/** The few operations on bytes that the formats are made of. */
final class Bytes {
  private static final byte[] ED25519_DER = HexFormat.of().parseHex("302a300506032b6570032100");

  private Bytes() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] u8(int value) {
    return new byte[] {(byte) value};
  }

  static byte[] u32(long value) {
    return ByteBuffer.allocate(4).putInt((int) value).array();
  }

  static byte[] u64(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  static byte[] lp(String text) {
    byte[] bytes = utf8(text);
    return join(u32(bytes.length), bytes);
  }

  static byte[] sha256(byte[]... parts) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(join(parts));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code key} has 32 bytes. */
  static boolean isSigned(byte[] key, byte[] message, byte[] signature) {
    try {
      PublicKey made =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(join(ED25519_DER, key)));
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(made);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  /** RFC 6962, section 2.1, word by word; slow. */
  static byte[] merkleRoot(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return sha256();
    }
    if (leaves.size() == 1) {
      return sha256(u8(0), leaves.getFirst());
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return sha256(
        u8(1), merkleRoot(leaves.subList(0, k)), merkleRoot(leaves.subList(k, leaves.size())));
  }
}
