package io.acteon.simulator.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.simulator.TestTable;
import io.acteon.simulator.engine.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Conditions by their results; every row was seen to do the same on DynamoDB Local 3.3.1. */
final class ConditionExpressionTest {
  private static final String ITEM =
      """
      {'a':{'N':'5'},'s':{'S':'häl𝄞'},'b':{'B':'AQID'},'t':{'BOOL':true},'nu':{'NULL':true},
       'l':{'L':[{'N':'1'},{'N':'2'},{'N':'3'}]},'m':{'M':{'x':{'N':'1'},'y':{'S':'q'}}},
       'ss':{'SS':['a','b']},'ns':{'NS':['1','2.0']},'bs':{'BS':['AQ==']}}\
      """;

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Missing attributes satisfy nothing but <>, and whatever NOT makes of it.
        "q = :v | {'N':'1'} | FALSE",
        "q <> :v | {'N':'1'} | TRUE",
        "NOT q = :v | {'N':'1'} | TRUE",
        "q < :v | {'N':'1'} | FALSE",
        "q >= :v | {'N':'1'} | FALSE",
        "NOT q < :v | {'N':'1'} | TRUE",
        // Types.
        "a = :v | {'N':'5.00'} | TRUE",
        "a = :v | {'S':'5'} | FALSE",
        "a <> :v | {'S':'5'} | TRUE",
        "s < :v | {'N':'1'} | FALSE",
        "s > :v | {'S':'h'} | TRUE",
        "a < :v | {'N':'10'} | TRUE",
        "a > :v | {'N':'-1E2'} | TRUE",
        "t = :v | {'BOOL':true} | TRUE",
        "nu = :v | {'NULL':true} | TRUE",
        "m = :v | {'M':{'y':{'S':'q'},'x':{'N':'1.0'}}} | TRUE",
        "ss = :v | {'SS':['b','a']} | TRUE",
        "ns = :v | {'NS':['2','1']} | TRUE",
        "l = :v | {'L':[{'N':'1'},{'N':'2'},{'N':'3'}]} | TRUE",
        "l = :v | {'L':[{'N':'2'},{'N':'1'},{'N':'3'}]} | FALSE",
        ":v = :v | {'N':'5'} | TRUE",
        // BETWEEN and IN.
        "a BETWEEN :v AND a1 | {'N':'1'} | FALSE",
        ":v BETWEEN a AND q | {'N':'6'} | FALSE",
        "a BETWEEN :v AND :v | {'N':'5'} | TRUE",
        "a IN (:v, s, q) | {'N':'6'} | FALSE",
        "a IN (q, :v) | {'N':'5.0'} | TRUE",
        ":v IN (a) | {'N':'5'} | TRUE",
        // Functions.
        "size(s) = :v | {'N':'5'} | TRUE",
        "size(b) = :v | {'N':'3'} | TRUE",
        "size(a) > :v | {'N':'0'} | FALSE",
        "size(m) = :v | {'N':'2'} | TRUE",
        "size(q) <> :v | {'N':'0'} | TRUE",
        "contains(s, :v) | {'S':'ä'} | TRUE",
        "contains(ss, :v) | {'S':'a'} | TRUE",
        "contains(ns, :v) | {'N':'2'} | TRUE",
        "contains(l, :v) | {'N':'2.00'} | TRUE",
        "contains(a, :v) | {'N':'5'} | FALSE",
        "contains(b, :v) | {'B':'AgM='} | TRUE",
        "contains(:v, s) | {'S':'xxhäl𝄞'} | TRUE",
        "contains(m, :v) | {'S':'x'} | FALSE",
        "begins_with(s, :v) | {'S':'hä'} | TRUE",
        "begins_with(a, :v) | {'S':'h'} | FALSE",
        "begins_with(b, :v) | {'B':'AQ=='} | TRUE",
        "attribute_type(a, :v) | {'S':'N'} | TRUE",
        "attribute_type(t, :v) | {'S':'BOOL'} | TRUE",
        "attribute_type(q, :v) | {'S':'N'} | FALSE",
        "attribute_exists(m.x) | | TRUE",
        "attribute_exists(m.z) | | FALSE",
        "attribute_exists(l[2]) | | TRUE",
        "attribute_exists(l[3]) | | FALSE",
        "attribute_not_exists(a.b) | | TRUE",
        // Syntax.
        "a=:v and a=:v | {'N':'5'} | TRUE",
        "a <> :v AND a = :v OR a = :v | {'N':'5'} | TRUE",
        "NOT NOT a = :v | {'N':'5'} | TRUE",
        "NOT (a = :v) | {'N':'5'} | FALSE",
        "NOT attribute_exists(q) AND a = :v | {'N':'5'} | TRUE",
        "((a = :v) AND (a = :v)) | {'N':'5'} | TRUE",
        "(a) = :v | {'N':'5'} | TRUE",
        "l [0] = :v | {'N':'1'} | TRUE",
        "m . x = :v | {'N':'1'} | TRUE",
        // Refusals.
        "((a = :v)) | {'N':'5'} | The expression has redundant parentheses;",
        "a = a | | The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]",
        "contains(s, s) | | operator: contains, first operand: [s]",
        "a IN (a) | | operator: IN, first operand: [a]",
        "a < :v | {'BOOL':true} | operator or function: <, operand type: BOOL",
        "m < :v | {'M':{}} | operator or function: <, operand type: M",
        "begins_with(s, :v) | {'N':'1'} | operator or function: begins_with, operand type: N",
        "attribute_type(a, :v) | {'S':'Q'} | Invalid attribute type name found; type: Q",
        "attribute_type(a, :v) | {'N':'1'} | operator or function: attribute_type, operand type: N",
        "size(:v) = :v | {'N':'1'} | operator or function: size, operand type: N",
        "attribute_exists(:v) | {'N':'1'} | Operator or function requires a document path; operator or function: attribute_exists",
        "attribute_exists(a, s) | | number of operands: 2",
        "foo(a) | | Invalid function name; function: foo",
        "BEGINS_WITH(s, :v) | {'S':'h'} | Invalid function name; function: BEGINS_WITH",
        "if_not_exists(s, :v) | {'S':'h'} | not allowed in a condition expression; function: if_not_exists",
        "a = :x | {'N':'1'} | attribute value: :x",
        "#a = :v | {'N':'1'} | attribute name: #a",
        "name = :v | {'S':'x'} | Attribute name is a reserved keyword; reserved keyword: name",
        "a = :v AND | {'N':'1'} | Syntax error; token: \"<EOF>\", near: \"AND\"",
        "a ! :v | {'N':'1'} | Syntax error; token: \"!\", near: \"a ! :v\"",
        "a == :v | {'N':'1'} | Syntax error; token: \"=\", near: \"== :v\"",
        "_a = :v | {'N':'1'} | Syntax error; token: \"_\", near: \"_a\"",
        "a = 5 | | Syntax error; token: \"5\", near: \"= 5\"",
        "l[-1] = :v | {'N':'1'} | Syntax error; token: \"-\", near: \"[-1\"",
        "a IN () | | Syntax error; token: \")\", near: \"()\"",
        "`` | | The expression can not be empty;",
      })
  void aConditionDoesWhatDynamoDbDoes(String condition, @Nullable String value, String expected) {
    TestTable table = new TestTable();
    table.put("k", ITEM);
    ObjectNode request =
        TestTable.json("{'UpdateExpression':'REMOVE zz','Key':" + TestTable.key("k") + "}");
    request.put("ConditionExpression", condition);
    if (value != null) {
      request.set("ExpressionAttributeValues", TestTable.json("{':v':" + value + "}"));
    }
    Response response = table.on("UpdateItem", request.toString());
    switch (expected) {
      case "TRUE" -> assertThat(response.isOk()).as("%s", response.body()).isTrue();
      case "FALSE" -> assertThat(response.error()).isEqualTo("ConditionalCheckFailedException");
      default -> {
        assertThat(response.error()).isEqualTo("ValidationException");
        assertThat(response.body().get("message").stringValue())
            .startsWith("Invalid ConditionExpression: ")
            .contains(expected);
      }
    }
  }

  @Test
  void theBoundsOfBetweenMustBeInOrderAndOfOneType() {
    assertThat(between("{'N':'9'}", "{'N':'1'}"))
        .isEqualTo(
            "Invalid ConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:9}, upper bound operand: AttributeValue: {N:1}");
    assertThat(between("{'S':'9'}", "{'N':'1'}"))
        .contains("requires same data type for lower and upper bounds");
  }

  private static String between(String low, String high) {
    return new TestTable()
        .on(
            "UpdateItem",
            """
            {'Key':{'pk':{'S':'k'},'sk':{'S':'-'}},'UpdateExpression':'REMOVE z',
             'ConditionExpression':'a BETWEEN :l AND :h','ExpressionAttributeValues':{':l':%s,':h':%s}}\
            """
                .formatted(low, high))
        .body()
        .get("message")
        .stringValue();
  }

  @Test
  void whatNoExpressionUsesIsRefused() {
    TestTable table = new TestTable();
    assertThat(update(table, ",'ExpressionAttributeValues':{':u':{'N':'1'}}"))
        .isEqualTo("Value provided in ExpressionAttributeValues unused in expressions: keys: {:u}");
    assertThat(update(table, ",'ExpressionAttributeNames':{'#u':'x'}"))
        .isEqualTo("Value provided in ExpressionAttributeNames unused in expressions: keys: {#u}");
    assertThat(update(table, ",'ExpressionAttributeNames':{'u':'x'}"))
        .isEqualTo("ExpressionAttributeNames contains invalid key: Syntax error; key: \"u\"");
    assertThat(update(table, ",'ExpressionAttributeValues':{}"))
        .isEqualTo("ExpressionAttributeValues must not be empty");
  }

  private static String update(TestTable table, String more) {
    return table
        .on(
            "UpdateItem",
            "{'Key':{'pk':{'S':'k'},'sk':{'S':'-'}},'UpdateExpression':'REMOVE z'" + more + "}")
        .body()
        .get("message")
        .stringValue();
  }
}
