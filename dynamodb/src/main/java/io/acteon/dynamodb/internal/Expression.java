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
 * name}, {@code :name} for a value given with each request. In the request an attribute stands
 * under its own name where DynamoDB allows that: not a reserved word, nothing but letters and
 * digits. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html">the
 *     reserved words</a>, of which those that we use are known here; DynamoDB rejects a request
 *     with any other
 */
public final class Expression {
  private static final Pattern NAME = Pattern.compile("#([A-Za-z0-9_]+)");
  private static final Pattern VALUE = Pattern.compile(":[A-Za-z0-9_]+");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
  private static final Set<String> RESERVED = Set.of("grant", "ttl");
  private static final String RAW_ID = "SET id=:id, ";

  private final String condition;
  private final String update;
  private final String updateWithId;
  private final Map<String, String> names;
  private final Set<String> values;
  private final ReturnValue returns;

  private Expression(
      String condition, String update, Map<String, String> names, ReturnValue returns) {
    this.condition = condition;
    this.update = update;
    this.updateWithId = update.replaceFirst("SET ", RAW_ID);
    this.names = names;
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
    return of(condition, update, UnaryOperator.identity());
  }

  /**
   * An expression in which {@code #name} stands for {@code naming(name)}, for attributes whose
   * names are known at run time only, such as writer slots.
   */
  public static Expression of(String condition, String update, UnaryOperator<String> naming) {
    return new Expression(
        plain(condition, naming),
        plain(update, naming),
        aliases(condition + update, naming),
        ReturnValue.NONE);
  }

  /** The same, answering {@code returns} when it is applied. */
  public Expression returning(ReturnValue returns) {
    return new Expression(condition, update, names, returns);
  }

  /** The text, with attributes that may stand under their own names doing so. */
  private static String plain(String text, UnaryOperator<String> naming) {
    return NAME.matcher(text)
        .replaceAll(found -> {
          String name = naming.apply(found.group(1));
          return needsAlias(name) ? found.group() : name;
        });
  }

  private static Map<String, String> aliases(String text, UnaryOperator<String> naming) {
    return NAME.matcher(text)
        .results()
        .map(found -> found.group(1))
        .distinct()
        .filter(alias -> needsAlias(naming.apply(alias)))
        .collect(Collectors.toUnmodifiableMap(alias -> "#" + alias, naming));
  }

  private static boolean needsAlias(String name) {
    return RESERVED.contains(name) || !PLAIN.matcher(name).matches();
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
        .expressionAttributeNames(names.isEmpty() ? null : names)
        .expressionAttributeValues(used)
        .returnValues(returns)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .build();
  }
}
