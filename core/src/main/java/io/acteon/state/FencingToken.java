package io.acteon.state;

/**
 * A number that grows with every acquisition of a lock, for ever. A guarded store refuses a write
 * whose token is smaller than one it has seen (Kleppmann, "How to do distributed locking", 2016).
 */
public record FencingToken(long value) implements Comparable<FencingToken> {
  @Override
  public int compareTo(FencingToken other) {
    return Long.compare(value, other.value);
  }
}
