package io.acteon.simulator.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.simulator.TestTable;
import io.acteon.simulator.engine.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Updates by what they change; every row was seen to do the same on DynamoDB Local 3.3.1. */
final class UpdateExpressionTest {
  private static final String ITEM =
      """
      {'a':{'N':'5'},'s':{'S':'x'},'l':{'L':[{'N':'1'},{'N':'2'},{'N':'3'}]},
       'm':{'M':{'x':{'N':'1'},'y':{'S':'q'}}},'ss':{'SS':['a','b']}}\
      """;

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SET a = a + :v | {'N':'1'} | {'a':{'N':'6'}}",
        "SET q = if_not_exists(q, :v) + :v | {'N':'1'} | {'q':{'N':'2'}}",
        "SET q = if_not_exists(a, if_not_exists(q, :v)) | {'N':'1'} | {'q':{'N':'5'}}",
        "SET q = (a + :v) | {'N':'1'} | {'q':{'N':'6'}}",
        "SET q = :v + a, a = :v | {'N':'1'} | {'q':{'N':'6'},'a':{'N':'1'}}",
        "SET q = a - :v | {'N':'0.1'} | {'q':{'N':'4.9'}}",
        "SET q = a + :v | {'N':'1e-30'} | {'q':{'N':'5.000000000000000000000000000001'}}",
        "SET l[7] = :v | {'N':'9'} | {'l':{'L':[{'N':'1'},{'N':'2'},{'N':'3'},{'N':'9'}]}}",
        "SET l[0] = :v, l[5] = :v | {'N':'9'} | {'l':{'L':[{'N':'9'},{'N':'2'},{'N':'3'},{'N':'9'}]}}",
        "SET l[9] = :v, l[5] = a | {'N':'9'} | {'l':{'L':[{'N':'1'},{'N':'2'},{'N':'3'},{'N':'5'},{'N':'9'}]}}",
        "REMOVE l[0], l[2] | | {'l':{'L':[{'N':'2'}]}}",
        "REMOVE l[0] SET l[2] = :v | {'N':'9'} | {'l':{'L':[{'N':'2'},{'N':'9'}]}}",
        "REMOVE l[5], q, m.q | | {}",
        "SET m.z = :v | {'N':'1'} | {'m':{'M':{'x':{'N':'1'},'y':{'S':'q'},'z':{'N':'1'}}}}",
        "SET l = list_append(l, :v) | {'L':[{'N':'4'}]} | {'l':{'L':[{'N':'1'},{'N':'2'},{'N':'3'},{'N':'4'}]}}",
        "SET l = list_append(if_not_exists(q, :v), :v) | {'L':[{'N':'4'}]} | {'l':{'L':[{'N':'4'},{'N':'4'}]}}",
        "ADD a :v | {'N':'-7'} | {'a':{'N':'-2'}}",
        "ADD q :v | {'N':'1'} | {'q':{'N':'1'}}",
        "ADD m.x :v | {'N':'2'} | {'m':{'M':{'x':{'N':'3'},'y':{'S':'q'}}}}",
        "ADD ss :v | {'SS':['c','a']} | {'ss':{'SS':['a','b','c']}}",
        "DELETE ss :v | {'SS':['a']} | {'ss':{'SS':['b']}}",
        "DELETE ss :v | {'SS':['a','b']} | {'ss':null}",
        "DELETE q :v | {'SS':['a']} | {}",
        "set a = :v remove s | {'N':'1'} | {'a':{'N':'1'},'s':null}",
        "SET q = :v | {'N':'01.50'} | {'q':{'N':'1.5'}}",
        "SET q = :v | {'N':'1e3'} | {'q':{'N':'1000'}}",
        "SET q = :v | {'N':'-0'} | {'q':{'N':'0'}}",
        // Refusals.
        "SET q = q + :v | {'N':'1'} | !The provided expression refers to an attribute that does not exist in the item",
        "SET q = a, a = q | | !The provided expression refers to an attribute that does not exist in the item",
        "SET s = s + :v | {'N':'1'} | !An operand in the update expression has an incorrect data type",
        "SET l = list_append(l, a) | | !An operand in the update expression has an incorrect data type",
        "SET l = list_append(l, :v) | {'N':'1'} | !operator or function: list_append, operand type: N",
        "SET m.z.w = :v | {'N':'1'} | !The document path provided in the update expression is invalid for update",
        "SET q.z = :v | {'N':'1'} | !The document path provided in the update expression is invalid for update",
        "SET m[0] = :v | {'N':'1'} | !The document path provided in the update expression is invalid for update",
        "REMOVE q.z | | !The document path provided in the update expression is invalid for update",
        "ADD s :v | {'N':'1'} | !An operand in the update expression has an incorrect data type",
        "ADD q :v | {'S':'x'} | !operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
        "DELETE a :v | {'N':'1'} | !operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND",
        "DELETE ss :v | {'NS':['1']} | !An operand in the update expression has an incorrect data type",
        "SET a = :v, a = :v | {'N':'1'} | !path one: [a], path two: [a]",
        "SET a = :v REMOVE a | {'N':'1'} | !path one: [a], path two: [a]",
        "SET m.x = :v, m = :v | {'N':'1'} | !path one: [m, x], path two: [m]",
        "SET m.x = :v, m[0] = :v | {'N':'1'} | !Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m, [0]]",
        "SET a = :v SET s = :v | {'N':'1'} | !The \"SET\" section can only be used once in an update expression;",
        "SET pk = :v | {'N':'1'} | !Cannot update attribute pk. This attribute is part of the key",
        "SET g = :v | {'N':'1'} | !Type mismatch for Index Key g Expected: S Actual: N IndexName: gix",
        "SET g = :v | {'S':''} | !cannot contain an empty string value. IndexName: gix, IndexKey: g",
        "SET a = size(a) | | !The function is not allowed in an update expression; function: size",
        "SET a = if_not_exists(a) | | !operator or function: if_not_exists, number of operands: 1",
        "SET a = if_not_exists(:v, a) | {'N':'1'} | !requires a document path; operator or function: if_not_exists",
        "SET q = if_not_exists(q, list_append(l, :v)) | {'L':[]} | !not allowed to be used this way in an expression; function: list_append",
        "SET q = if_not_exists(a, r) | | !The provided expression refers to an attribute that does not exist in the item",
        "SET q = if_not_exists(a, a) | | !operator: if_not_exists, first operand: [a]",
        "DELETE z.y :v | {'SS':['a']} | !The document path provided in the update expression is invalid for update",
        "SET q = a + a - :v | {'N':'1'} | !Syntax error; token: \"-\", near: \"a - :v\"",
        "SET a = :v, | {'N':'1'} | !Syntax error; token: \"<EOF>\", near: \",\"",
        "FOO a | | !Syntax error; token: \"FOO\", near: \"FOO a\"",
        "SET q = a + :v | {'N':'1e-40'} | !38 significant digits in a Number",
        "SET q = :v | {'N':'1E126'} | !Number overflow. Attempting to store a number with magnitude larger than supported range for key :v",
        "SET q = :v | {'N':'1E-131'} | !Number underflow. Attempting to store a number with magnitude smaller than supported range for key :v",
        "SET q = :v | {'N':'0x1'} | !cannot be converted to a numeric value: 0x1 for key :v",
        "SET q = :v | {'SS':[]} | !An string set  may not be empty for key :v",
        "SET q = :v | {'NULL':false} | !Null attribute value types must have the value of true for key :v",
        "SET q = :v | {'S':'a','N':'1'} | !more than one datatypes set, must contain exactly one of the supported datatypes for key :v",
        "SET q = :v | {} | !Supplied AttributeValue is empty, must contain exactly one of the supported datatypes for key :v",
      })
  void anUpdateDoesWhatDynamoDbDoes(String update, @Nullable String value, String expected) {
    TestTable table = new TestTable();
    table.put("k", ITEM);
    JsonNode before = table.attributes("k");
    ObjectNode request = TestTable.json("{'Key':" + TestTable.key("k") + "}");
    request.put("UpdateExpression", update);
    if (value != null) {
      request.set("ExpressionAttributeValues", TestTable.json("{':v':" + value + "}"));
    }
    Response response = table.on("UpdateItem", request.toString());
    if (expected.startsWith("!")) {
      assertThat(response.error()).isEqualTo("ValidationException");
      assertThat(response.body().get("message").stringValue()).endsWith(expected.substring(1));
      assertThat(table.attributes("k")).isEqualTo(before);
      return;
    }
    assertThat(response.isOk()).as("%s", response.body()).isTrue();
    ObjectNode wanted = (ObjectNode) before;
    for (Map.Entry<String, JsonNode> change : TestTable.json(expected).properties()) {
      if (change.getValue().isNull()) {
        wanted.remove(change.getKey());
      } else {
        wanted.set(change.getKey(), change.getValue());
      }
    }
    assertThat(table.attributes("k")).isEqualTo(wanted);
  }

  @Test
  void anUpdateOfAnAbsentItemCreatesItEvenWithoutAnExpression() {
    TestTable table = new TestTable();
    assertThat(table.on("UpdateItem", "{'Key':" + TestTable.key("new") + "}").isOk()).isTrue();
    assertThat(table.attributes("new")).isEqualTo(TestTable.json("{}"));
  }

  @Test
  void returnValuesShowTheItemOrOnlyWhatWasTouched() {
    TestTable table = new TestTable();
    table.put("k", ITEM);
    assertThat(returned(table, "UPDATED_OLD"))
        .isEqualTo(TestTable.json("{'a':{'N':'5'},'m':{'M':{'x':{'N':'1'}}}}"));
    assertThat(returned(table, "UPDATED_NEW"))
        .isEqualTo(TestTable.json("{'a':{'N':'7'},'m':{'M':{'x':{'N':'0'}}}}"));
    assertThat(returned(table, "ALL_OLD").get("a")).isEqualTo(TestTable.json("{'N':'7'}"));
    assertThat(returned(table, "ALL_NEW").get("a")).isEqualTo(TestTable.json("{'N':'9'}"));
  }

  private static JsonNode returned(TestTable table, String which) {
    return table
        .on(
            "UpdateItem",
            """
            {'Key':{'pk':{'S':'k'},'sk':{'S':'-'}},'UpdateExpression':'SET a = a + :one, m.x = :zero REMOVE nothing',
             'ExpressionAttributeValues':{':one':{'N':'1'},':zero':{'N':'0'}},'ReturnValues':'%s'}\
            """
                .formatted(which))
        .body()
        .get("Attributes");
  }
}
