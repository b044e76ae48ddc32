package io.acteon.dynamodb.internal;

/**
 * What makes one write itself: its version, its operation id and its {@code now}, the same in every
 * attempt. Immutable.
 *
 * @param version microseconds of the hybrid clock
 * @param id the version in {@link #VERSION_DIGITS} digits, then what no other operation has; ids
 *     sort like versions
 * @param nowMillis the wall clock when the stamp was made, in epoch milliseconds
 */
public record Stamp(long version, String id, long nowMillis) {
  /** Enough for every positive {@code long}. */
  public static final int VERSION_DIGITS = 19;

  static String idOf(long version, String suffix) {
    String digits = Long.toString(version);
    return "0".repeat(VERSION_DIGITS - digits.length()) + digits + suffix;
  }

  /** The version that an operation id begins with. */
  public static long versionOf(String id) {
    return Long.parseLong(id, 0, VERSION_DIGITS, 10);
  }
}
