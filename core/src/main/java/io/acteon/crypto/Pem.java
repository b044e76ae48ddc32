package io.acteon.crypto;

import java.util.Base64;

/** The text form of a key: PEM armour (RFC 7468), or bare base64. */
final class Pem {
  private Pem() {}

  static Octets decode(String text, String label) {
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    String trimmed = text.strip();
    if (trimmed.startsWith("-----") && !(trimmed.startsWith(begin) && trimmed.endsWith(end))) {
      throw new IllegalArgumentException("the key file does not hold one " + begin);
    }
    String base64 = trimmed.replace(begin, "").replace(end, "").replaceAll("\\s", "");
    try {
      return Octets.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      // Without its cause, whose message would quote the key.
      throw new IllegalArgumentException("the key is neither PEM (" + begin + ") nor base64");
    }
  }

  static String encode(Octets der, String label) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.shared())
        + "\n-----END "
        + label
        + "-----\n";
  }
}
