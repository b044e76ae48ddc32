package io.acteon.crypto;

import java.util.Base64;
import java.util.List;

/**
 * A text and signatures below it, in the form of <a href="https://c2sp.org/signed-note">C2SP
 * signed-note</a>. Immutable.
 *
 * @param text ends with a line feed
 */
public record SignedNote(String text, List<Line> signatures) {
  private static final String DASH = "\u2014 ";
  private static final int ED25519 = 1;

  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("a note's text ends with a line feed");
    }
  }

  /** One signature line: who signed, and base64 of the 4-byte key id and the signature. */
  public record Line(String name, Octets keyId, Octets signature) {}

  public static SignedNote sign(String text, String name, Ed25519Private key) {
    checkName(name);
    Octets signature = key.sign(Octets.utf8(text));
    return new SignedNote(text, List.of(new Line(name, keyId(name, key.publicKey()), signature)));
  }

  /** Whether {@code key}, known as {@code name}, signed the text. */
  public boolean isSignedBy(String name, Ed25519Public key) {
    Octets wanted = keyId(name, key);
    return signatures.stream()
        .filter(line -> line.name().equals(name) && line.keyId().equals(wanted))
        .anyMatch(line -> key.verifies(Octets.utf8(text), line.signature()));
  }

  public String print() {
    var out = new StringBuilder(text).append('\n');
    for (Line line : signatures) {
      var raw = new OctetWriter().raw(line.keyId()).raw(line.signature()).octets();
      out.append(DASH).append(line.name()).append(' ');
      out.append(Base64.getEncoder().encodeToString(raw.shared())).append('\n');
    }
    return out.toString();
  }

  /**
   * Reads what {@link #print()} wrote.
   *
   * @throws IllegalArgumentException when it is not a signed note
   */
  public static SignedNote parse(String printed) {
    int split = printed.lastIndexOf("\n\n");
    if (split < 0) {
      throw new IllegalArgumentException("a signed note has an empty line before its signatures");
    }
    List<Line> lines = printed.substring(split + 2).lines().map(SignedNote::parseLine).toList();
    return new SignedNote(printed.substring(0, split + 1), lines);
  }

  private static Line parseLine(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(DASH) || space <= DASH.length()) {
      throw new IllegalArgumentException("not a signature line of a signed note: " + line);
    }
    Octets raw = Octets.fromBase64(line.substring(space + 1));
    if (raw.size() < 5) {
      throw new IllegalArgumentException("a signature of " + raw.size() + " bytes: " + line);
    }
    return new Line(
        line.substring(DASH.length(), space), raw.slice(0, 4), raw.slice(4, raw.size()));
  }

  private static Octets keyId(String name, Ed25519Public key) {
    return new OctetWriter()
        .tag(name)
        .u8('\n')
        .u8(ED25519)
        .raw(key.raw())
        .sha256()
        .octets()
        .slice(0, 4);
  }

  private static void checkName(String name) {
    if (name.isEmpty() || name.contains("+") || name.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(
          "a signer's name holds no spaces and no plus: '" + name + "'");
    }
  }
}
