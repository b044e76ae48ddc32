package io.acteon.crypto;

import java.util.Base64;

/**
 * The size and root of a tree, as the text of a note in the form of <a
 * href="https://c2sp.org/tlog-checkpoint">C2SP tlog-checkpoint</a>. Immutable.
 */
public record Checkpoint(String origin, long size, Hash root) {
  public Checkpoint {
    if (origin.isEmpty() || origin.contains("\n") || size < 0) {
      throw new IllegalArgumentException(
          "a checkpoint needs an origin of one line and a size: '" + origin + "', " + size);
    }
  }

  /** Whether the two show different histories of the same records of the same chain. */
  public boolean contradicts(Checkpoint other) {
    return origin.equals(other.origin) && size == other.size && !root.equals(other.root);
  }

  public String text() {
    String base64 = Base64.getEncoder().encodeToString(root.shared());
    return origin + "\n" + size + "\n" + base64 + "\n";
  }

  /**
   * Reads {@link #text()}; further lines are extensions and are passed over.
   *
   * @throws IllegalArgumentException when it is not a checkpoint
   */
  public static Checkpoint parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || !lines[1].matches("0|[1-9][0-9]{0,18}")) {
      throw new IllegalArgumentException("not a checkpoint of origin, size and root: " + text);
    }
    Hash root = Hash.of(Octets.of(Base64.getDecoder().decode(lines[2])));
    return new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
  }
}
