package io.acteon.crypto.chain;

import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Bytes on their way into a stream, hashed as they pass. For one thread. */
final class HashingOutput {
  private final OutputStream out;
  private final MessageDigest digest = newDigest();

  HashingOutput(OutputStream out) {
    this.out = out;
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256, which every JDK must have", e);
    }
  }

  void write(Octets bytes) throws IOException {
    byte[] raw = bytes.toArray();
    digest.update(raw);
    out.write(raw);
  }

  void flush() throws IOException {
    out.flush();
  }

  /** The hash of all bytes so far. */
  Hash sha256() {
    try {
      MessageDigest soFar = (MessageDigest) digest.clone();
      return Hash.of(Octets.of(soFar.digest()));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JDK's SHA-256 cannot be copied", e);
    }
  }
}
