package io.acteon.state.lease;

import io.acteon.state.FencingToken;
import io.acteon.time.Deadline;

/** The store's part in one lease: the two writes that only its holder makes. Thread-safe. */
public interface LeaseWriter {

  FencingToken token();

  /** Extends the lease in the store by its whole time from now. Never called by two at once. */
  Extension extend(Deadline deadline);

  /** Gives the lock up, or to the next who waits, if it is still ours. May throw. */
  void release(Deadline deadline);

  /** How an extension ended. */
  enum Extension {
    EXTENDED,
    /** The lease is not ours any more. */
    LOST,
    /** It had no effect and may be tried again. */
    FAILED,
    /** Nobody knows whether it had an effect; it may be tried again. */
    UNKNOWN
  }
}
