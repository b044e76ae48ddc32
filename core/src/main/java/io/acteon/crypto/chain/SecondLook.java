package io.acteon.crypto.chain;

/**
 * The pause before what looks wrong is looked at again. What a head shows is whole a moment after
 * the head was read, so there is one pause for each head at most. For one thread.
 */
final class SecondLook {
  private final Evidence evidence;
  private boolean isSettled;

  SecondLook(Evidence evidence) {
    this.evidence = evidence;
  }

  /** A head was read: what it shows may be seen half yet. */
  void headRead() {
    isSettled = false;
  }

  /** Returns when what the last head shows is whole. */
  void settle() {
    if (!isSettled) {
      evidence.pause();
      isSettled = true;
    }
  }
}
