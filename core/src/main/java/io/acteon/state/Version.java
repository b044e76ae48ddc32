package io.acteon.state;

/**
 * The version of an entry: opaque, strictly increasing per key, never repeated, not even after the
 * entry was deleted and its remains collected.
 */
public record Version(long value) implements Comparable<Version> {
  /** Stands for "must not exist" where a version is expected. */
  public static final Version ABSENT = new Version(0);

  @Override
  public int compareTo(Version other) {
    return Long.compare(value, other.value);
  }
}
