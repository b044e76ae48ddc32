package io.acteon.simulator.expression;

import io.acteon.simulator.value.Rejection;
import io.acteon.simulator.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key condition: one value of the partition key and at most one restriction of the sort key.
 * Immutable.
 */
public record KeyCondition(Value partition, @Nullable Sort sort) {
  /** How a sort key is restricted. */
  public enum Relation {
    EQ,
    LT,
    LE,
    GT,
    GE,
    BETWEEN,
    BEGINS_WITH
  }

  /**
   * A restriction of the sort key; {@code high} is the upper bound of BETWEEN and else the same as
   * {@code value}.
   */
  public record Sort(Relation relation, Value value, Value high) {}

  private record Term(String attribute, Relation relation, Value value, Value high) {}

  static KeyCondition of(
      Condition condition,
      Map<String, Value> values,
      String partitionKey,
      @Nullable String sortKey) {
    List<Condition> parts = new ArrayList<>();
    flatten(condition, parts);
    Map<String, Term> byAttribute = new LinkedHashMap<>();
    for (Condition part : parts) {
      Term term = term(part, values);
      if (byAttribute.put(term.attribute(), term) != null) {
        throw Rejection.validation(
            "KeyConditionExpressions must only contain one condition per key");
      }
    }
    Term partition = byAttribute.remove(partitionKey);
    if (partition == null || byAttribute.size() > 1) {
      throw missed(partition == null ? partitionKey : byAttribute.keySet().iterator().next());
    }
    if (partition.relation() != Relation.EQ) {
      throw Rejection.validation("Query key condition not supported");
    }
    Term sort = sortKey == null ? null : byAttribute.remove(sortKey);
    if (!byAttribute.isEmpty()) {
      throw missed(sortKey == null ? byAttribute.keySet().iterator().next() : sortKey);
    }
    return new KeyCondition(
        partition.value(),
        sort == null ? null : new Sort(sort.relation(), sort.value(), sort.high()));
  }

  private static Rejection missed(String attribute) {
    return Rejection.validation("Query condition missed key schema element: " + attribute);
  }

  private static void flatten(Condition condition, List<Condition> into) {
    if (condition instanceof Condition.And and) {
      flatten(and.left(), into);
      flatten(and.right(), into);
    } else {
      into.add(condition);
    }
  }

  private static Term term(Condition condition, Map<String, Value> values) {
    return switch (condition) {
      case Condition.Compare compare -> compare(compare, values);
      case Condition.Between between ->
          new Term(
              key(between.operand()),
              Relation.BETWEEN,
              value(between.low(), values),
              value(between.high(), values));
      case Condition.BeginsWith begins -> {
        Value prefix = value(begins.prefix(), values);
        yield new Term(key(begins.operand()), Relation.BEGINS_WITH, prefix, prefix);
      }
      case Condition.Or _ -> throw invalidOperator("OR");
      case Condition.Not _ -> throw invalidOperator("NOT");
      case Condition.In _ -> throw invalidOperator("IN");
      case Condition.Contains _ -> throw invalidOperator("contains");
      case Condition.HasType _ -> throw invalidOperator("attribute_type");
      case Condition.Exists exists ->
          throw invalidOperator(exists.expected() ? "attribute_exists" : "attribute_not_exists");
      case Condition.And _ -> throw invalidOperator("AND");
    };
  }

  private static Term compare(Condition.Compare compare, Map<String, Value> values) {
    boolean flipped = compare.left() instanceof Operand.Given;
    Operand key = flipped ? compare.right() : compare.left();
    Operand other = flipped ? compare.left() : compare.right();
    Relation relation =
        switch (compare.comparator()) {
          case EQ -> Relation.EQ;
          case NE -> throw invalidOperator("<>");
          case LT -> flipped ? Relation.GT : Relation.LT;
          case LE -> flipped ? Relation.GE : Relation.LE;
          case GT -> flipped ? Relation.LT : Relation.GT;
          case GE -> flipped ? Relation.LE : Relation.GE;
        };
    String attribute = key(key);
    Value value = value(other, values);
    return new Term(attribute, relation, value, value);
  }

  private static String key(Operand operand) {
    if (!(operand instanceof Operand.At at)) {
      throw Rejection.validation(
          "Invalid condition in KeyConditionExpression: No key attribute specified");
    }
    if (!at.path().isTopLevel()) {
      throw Rejection.validation(
          "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: "
              + at.path().attribute());
    }
    return at.path().attribute();
  }

  private static Value value(Operand operand, Map<String, Value> values) {
    Value value = operand instanceof Operand.Given given ? values.get(given.name()) : null;
    if (value == null) {
      throw Rejection.validation(
          "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition");
    }
    return value;
  }

  private static Rejection invalidOperator(String operator) {
    return Rejection.validation("Invalid operator used in KeyConditionExpression: " + operator);
  }
}
