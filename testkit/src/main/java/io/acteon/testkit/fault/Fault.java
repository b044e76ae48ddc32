package io.acteon.testkit.fault;

/** What happens to one HTTP request on its way. */
public enum Fault {
  NONE,
  /** Never reaches the server; the caller sees a broken connection. */
  CUT_BEFORE,
  /** Applied by the server; the caller sees a broken connection. */
  LOST_ANSWER,
  /** Applied by the server; the caller sees a 500. */
  ERROR_AFTER_COMMIT,
  /** Not applied; the caller sees a 500. */
  ERROR_BEFORE,
  /** The caller sees a broken connection now; the server gets the request after later ones. */
  DELIVERED_LATE,
  /**
   * Applied and answered, and delivered again after later requests. One that was refused is not: a
   * refusal that was received is final without leaving a trace in the item, so a store cannot tell
   * such a copy from a new request, and no network makes one.
   */
  DELIVERED_TWICE,
  /** Not applied; the caller is told to slow down. */
  THROTTLED;
}
