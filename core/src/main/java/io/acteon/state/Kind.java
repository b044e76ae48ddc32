package io.acteon.state;

/**
 * What a piece of state is, and so how it is laid out: declared once, as a constant, by whoever
 * owns it. Immutable.
 *
 * @param name lower case, stable for ever: it is part of every key
 */
public record Kind(String name, Shape shape) {
  public static final Kind DEDUP = new Kind("dedup", Shape.POINT);
  public static final Kind THROTTLE = new Kind("rate_limit", Shape.COUNTER);
  public static final Kind RULE_STATE = new Kind("state", Shape.POINT);
  public static final Kind RULE_COUNTER = new Kind("counter", Shape.COUNTER);
  public static final Kind REPLAY = new Kind("replay", Shape.POINT);
  public static final Kind ACTIVE_EVENTS = new Kind("active_events", Shape.POINT);
  public static final Kind EVENT_STATE = new Kind("event_state", Shape.LISTABLE);

  public Kind {
    if (!name.matches("[a-z][a-z0-9_:]{0,63}")) {
      throw new IllegalArgumentException(
          "kind '" + name + "' must be 1 to 64 of a-z, 0-9, '_' and ':', beginning with a letter");
    }
  }

  /** How items of a kind are read and where they lie. */
  public enum Shape {
    /** Read by key only; each item is a partition of its own, so none makes another slow. */
    POINT,
    /** Also listed, in the order of their ids, within a scope or over all scopes. */
    LISTABLE,
    /** A number that is incremented and can be read; lies like a point. */
    COUNTER
  }
}
