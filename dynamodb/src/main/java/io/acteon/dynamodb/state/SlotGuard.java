package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import java.util.OptionalLong;

/**
 * What a write through a writer slot expects of its slot. A slot is written by one process only,
 * one request at a time; its sequence is the version of the last write that landed, so a repeated
 * request finds itself overtaken by itself.
 *
 * <p>Attributes: {@code w_EPOCH} sequence, {@code r_EPOCH} result, {@code lo} the floor under which
 * slots were removed.
 */
enum SlotGuard {
  /** The first request of an operation: whatever the slot holds, it must be older. */
  OLDER("(#w < :v OR (attribute_not_exists(#w) AND (attribute_not_exists(#lo) OR #lo < :v)))"),

  /**
   * A later request, made for a refusal that showed the slot: it must hold the same still. If an
   * earlier request has landed meanwhile it does not, and nothing is counted twice.
   */
  UNCHANGED("#w = :seen"),

  /** The same, where the slot was not there. */
  STILL_NONE("(attribute_not_exists(#w) AND (attribute_not_exists(#lo) OR #lo < :v))");

  static final String FLOOR = "lo";
  static final String SEQUENCE = "w_";
  static final String RESULT = "r_";

  final String condition;

  SlotGuard(String condition) {
    this.condition = condition;
  }

  /** What to expect of the slot after a refusal that met {@code item}. */
  static SlotGuard after(Item item, String epoch) {
    return sequence(item, epoch).isPresent() ? UNCHANGED : STILL_NONE;
  }

  static OptionalLong sequence(Item item, String epoch) {
    return item.number(SEQUENCE + epoch);
  }

  /** The version that a write through the slot must be above. */
  static long floor(Item item, String epoch) {
    return Math.max(sequence(item, epoch).orElse(0), item.number(FLOOR, 0));
  }

  /** The attribute that {@code alias} stands for in the expressions of one process. */
  static String attribute(String alias, String epoch) {
    return switch (alias) {
      case "w" -> SEQUENCE + epoch;
      case "r" -> RESULT + epoch;
      default -> alias;
    };
  }
}
