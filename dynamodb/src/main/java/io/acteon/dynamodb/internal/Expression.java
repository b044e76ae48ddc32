package io.acteon.dynamodb.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A condition and an update, made once per constant. {@code #name} stands for the attribute {@code
 * name} (every name is aliased, so none can clash with DynamoDB's reserved words), {@code :name}
 * for a value given with each request. Immutable.
 */
public final class Expression {
  private static final Pattern NAME = Pattern.compile("#([A-Za-z0-9_]+)");
  private static final Pattern VALUE = Pattern.compile(":[A-Za-z0-9_]+");
  private static final String RAW_ID = "SET #id=:id, ";

  private final String condition;
  private final String update;
  private final String updateWithId;
  private final Map<String, String> names;
  private final Map<String, String> namesWithId;
  private final Set<String> values;
  private final ReturnValue returns;

  private Expression(
      String condition, String update, UnaryOperator<String> naming, ReturnValue returns) {
    this.condition = condition;
    this.update = update;
    this.updateWithId = update.replaceFirst("SET ", RAW_ID);
    this.names = namesIn(condition + update, naming);
    this.namesWithId = namesIn(condition + updateWithId, naming);
    this.values =
        VALUE
            .matcher(condition + " " + update)
            .results()
            .map(found -> found.group())
            .collect(Collectors.toUnmodifiableSet());
    this.returns = returns;
  }

  /** An expression over attributes named as they are aliased. */
  public static Expression of(String condition, String update) {
    return new Expression(condition, update, UnaryOperator.identity(), ReturnValue.NONE);
  }

  /**
   * An expression in which {@code #name} stands for {@code naming(name)}, for attributes whose
   * names are known at run time only, such as writer slots.
   */
  public static Expression of(String condition, String update, UnaryOperator<String> naming) {
    return new Expression(condition, update, naming, ReturnValue.NONE);
  }

  /** The same, answering {@code returns} when it is applied. */
  public Expression returning(ReturnValue returns) {
    return new Expression(condition, update, alias -> named(alias), returns);
  }

  private String named(String alias) {
    String name = names.get("#" + alias);
    return name == null ? alias : name;
  }

  private static Map<String, String> namesIn(String text, UnaryOperator<String> naming) {
    return NAME.matcher(text)
        .results()
        .map(found -> found.group(1))
        .distinct()
        .collect(Collectors.toUnmodifiableMap(alias -> "#" + alias, naming));
  }

  /**
   * The request on one item. A failed condition answers the item it met.
   *
   * @param given values by name, colon included; those not used here are left out
   */
  public UpdateItemRequest on(String table, ItemKey key, Map<String, AttributeValue> given) {
    Map<String, AttributeValue> used = new HashMap<>();
    for (String value : values) {
      AttributeValue with = given.get(value);
      if (with == null) {
        throw new IllegalArgumentException(
            "no value for " + value + "; given are " + new TreeSet<>(given.keySet()));
      }
      used.put(value, with);
    }
    key.rawId().ifPresent(id -> used.put(":id", AttributeValue.fromS(id)));
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key.attributes())
        .conditionExpression(condition)
        .updateExpression(key.rawId().isPresent() ? updateWithId : update)
        .expressionAttributeNames(key.rawId().isPresent() ? namesWithId : names)
        .expressionAttributeValues(used)
        .returnValues(returns)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .build();
  }
}
