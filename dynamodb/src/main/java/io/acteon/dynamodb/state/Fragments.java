package io.acteon.dynamodb.state;

/**
 * The parts that conditions and updates are made of, as docs/design/state-on-dynamodb.md,
 * "Expressions", has them. Removing any of them makes a test fail that bears its name.
 */
final class Fragments {
  /** The half of the fence that only seals raise. */
  static final String UNSEALED = "NOT #f >= :v";

  /**
   * Refuses, for ever, a write older than one that has landed or than a seal. A comparison with an
   * attribute that is not there is false, so an item without them passes.
   */
  static final String FENCE = "NOT #ver >= :v AND " + UNSEALED;

  /** The ids of the last four writes, newest first: says whether a lost one is among them. */
  static final String RING =
      "#o3=if_not_exists(#o2,:z), #o2=if_not_exists(#o1,:z), #o1=if_not_exists(#o0,:z), #o0=:oid";

  /** Neither deleted nor expired. */
  static final String LIVE = "attribute_not_exists(#d) AND (attribute_not_exists(#x) OR #x > :now)";

  /** Deleted or expired. For an item that is there: {@code NOT LIVE}. */
  static final String DEAD = "(#d = :t OR #x <= :now)";

  static final String ABSENT = "attribute_not_exists(#pk)";
  static final String PRESENT = "attribute_exists(#pk)";

  /** Sets the expiry, and with it when DynamoDB may collect the item. */
  static final String SET_EXPIRY = "#x=:x, #ttl=:ttl";

  /** The item shall not expire, and DynamoDB shall not collect it. */
  static final String REMOVE_EXPIRY = "#x, #ttl";

  /** A tombstone: keeps versions and ids until late duplicates are impossible. */
  static final String SET_TOMBSTONE = "#d=:t, #ttl=:ttl";

  /** What stands in a ring where no write has been yet; sorts before every id. */
  static final String NO_ID = "-";

  private Fragments() {}
}
