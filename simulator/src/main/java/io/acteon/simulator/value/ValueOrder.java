package io.acteon.simulator.value;

/**
 * The order of keys and of the operators {@code <} and {@code BETWEEN}: strings by UTF-8 bytes,
 * numbers, unsigned bytes.
 */
public final class ValueOrder {
  private ValueOrder() {}

  /** Whether two values can be ordered: same type, and string, number or binary. */
  public static boolean comparable(Value a, Value b) {
    return a.isKeyType() && a.getClass() == b.getClass();
  }

  /** Different types are ordered by type, so that this is total over keys. */
  public static int compare(Value a, Value b) {
    if (a instanceof Value.S x && b instanceof Value.S y) {
      return compareUtf8(x.text(), y.text());
    }
    if (a instanceof Value.N x && b instanceof Value.N y) {
      return x.compareTo(y);
    }
    if (a instanceof Value.B x && b instanceof Value.B y) {
      return x.bytes().compareTo(y.bytes());
    }
    return a.type().compareTo(b.type());
  }

  /** UTF-16 order is UTF-8 order except that surrogates sort above the rest of the basic plane. */
  static int compareUtf8(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean high = Character.isSurrogate(x);
        return high == Character.isSurrogate(y) ? Character.compare(x, y) : high ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
