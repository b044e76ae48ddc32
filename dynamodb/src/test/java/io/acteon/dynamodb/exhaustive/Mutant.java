package io.acteon.dynamodb.exhaustive;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The protocol with one of its mechanisms taken out. Stateless.
 *
 * @param rewrite what it does to requests
 * @param withoutSeals whether seals are answered as if they were applied, and are not
 */
record Mutant(String name, UnaryOperator<Message> rewrite, boolean withoutSeals) {
  private static final String ALWAYS = "(attribute_exists(pk) OR attribute_not_exists(pk))";

  static final Mutant NONE = new Mutant("the protocol as it is", m -> m, false);
  static final Mutant NO_SEAL = new Mutant("no seal", m -> m, true);
  static final Mutant STALE_READS =
      new Mutant(
          "no ConsistentRead",
          m -> m.action().equals("GetItem") ? m.without("ConsistentRead") : m,
          false);

  /** Conditions without a clause. */
  static Mutant without(String what, String clause) {
    return new Mutant(
        "no " + what, m -> m.replaced("ConditionExpression", clause, ALWAYS).tidied(), false);
  }

  /** Conditions without a clause, in those requests whose update has a part. */
  static Mutant without(String what, String clause, String updatePart) {
    return without(what, clause, m -> m.mentions("UpdateExpression", updatePart));
  }

  /** Conditions without a clause, in some requests. */
  static Mutant without(String what, String clause, Predicate<Message> where) {
    Mutant everywhere = without(what, clause);
    return new Mutant(
        everywhere.name(), m -> where.test(m) ? everywhere.rewrite().apply(m) : m, false);
  }

  /** Conditions without any of several clauses. */
  static Mutant without(String what, List<String> clauses) {
    return new Mutant(
        "no " + what,
        m -> {
          Message changed = m;
          for (String clause : clauses) {
            changed = without(what, clause).rewrite().apply(changed);
          }
          return changed;
        },
        false);
  }

  /** Updates with something else in place of a clause. */
  static Mutant updating(String what, String clause, String instead) {
    return new Mutant(
        "no " + what, m -> m.replaced("UpdateExpression", clause, instead).tidied(), false);
  }

  /** Deletions that remove the item. */
  static Mutant noTombstone(String tombstone) {
    return new Mutant(
        "no tombstone",
        m ->
            m.mentions("UpdateExpression", tombstone) && m.text("UpdateExpression").contains(":v")
                ? m.as("DeleteItem").tidied()
                : m,
        false);
  }

  @Override
  public String toString() {
    return name;
  }
}
