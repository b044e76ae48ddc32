package io.acteon.simulator.value;

import java.util.Map;

/**
 * Sizes in bytes by which DynamoDB limits and charges.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">item
 *     sizes</a>
 */
public final class Sizes {
  private static final int DOCUMENT_OVERHEAD = 3;
  private static final int ELEMENT_OVERHEAD = 1;

  private Sizes() {}

  public static int of(Value value) {
    return switch (value) {
      case Value.S s -> utf8(s.text());
      case Value.N n -> Numbers.size(n.number());
      case Value.B b -> b.bytes().length();
      case Value.Bool _, Value.Null _ -> 1;
      case Value.SS set -> set.values().stream().mapToInt(Sizes::utf8).sum();
      case Value.NS set -> set.values().stream().mapToInt(n -> Numbers.size(n.number())).sum();
      case Value.BS set -> set.values().stream().mapToInt(Bytes::length).sum();
      case Value.L list -> {
        int sum = DOCUMENT_OVERHEAD;
        for (Value element : list.values()) {
          sum += ELEMENT_OVERHEAD + of(element);
        }
        yield sum;
      }
      case Value.M map ->
          DOCUMENT_OVERHEAD + ELEMENT_OVERHEAD * map.values().size() + of(map.values());
    };
  }

  static int of(Map<String, Value> attributes) {
    int sum = 0;
    for (Map.Entry<String, Value> attribute : attributes.entrySet()) {
      sum += utf8(attribute.getKey()) + of(attribute.getValue());
    }
    return sum;
  }

  /** Length in UTF-8 without encoding it; an unpaired surrogate counts three bytes. */
  public static int utf8(String text) {
    int length = text.length();
    int bytes = length;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x800) {
        bytes += Character.isSurrogate(c) && isPair(text, i) ? 1 : 2;
      } else if (c >= 0x80) {
        bytes++;
      }
    }
    return bytes;
  }

  private static boolean isPair(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
