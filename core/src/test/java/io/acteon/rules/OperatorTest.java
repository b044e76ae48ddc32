package io.acteon.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OperatorTest {

  @ParameterizedTest(name = "{0} over {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eq: a                     | "a"                    | true
          eq: a                     | "b"                    | false
          eq: 5                     | 5                      | true
          eq: 5                     | 5.0                    | true
          eq: 5.0                   | 5                      | true
          eq: "5"                   | 5                      | false
          eq: 5                     | "5"                    | false
          eq: true                  | true                   | true
          eq: true                  | "true"                 | false
          eq: "true"                | true                   | false
          eq: 0.1                   | 0.1000000000000000055  | true
          eq: 0.3                   | 0.30000000000000004    | true
          eq: 0.3                   | 0.3000001              | false
          eq: 9007199254740993      | 9007199254740992       | false
          eq: 9007199254740993.0    | 9007199254740992       | true
          eq: 9223372036854775807   | 9223372036854775806    | false
          eq: 1e400                 | 1e400                  | true
          eq: -0.0                  | 0                      | true
          eq: [1, b]                | [1.0, "b"]             | true
          eq: [1, b]                | [1.0]                  | false
          eq: [1]                   | 1                      | false
          eq: a                     | {"a": 1}               | false
          ne: a                     | "b"                    | true
          ne: a                     | "a"                    | false
          ne: 5                     | "5"                    | true
          ne: a                     | {"a": 1}               | true
          gt: 3                     | 4                      | true
          gt: 3                     | 3                      | false
          gt: 3                     | 3.0000001              | true
          gt: 3.5                   | 4                      | true
          gt: 9007199254740992      | 9007199254740993       | true
          gte: 3                    | 3                      | true
          gte: 3                    | 2                      | false
          lt: 3                     | 2.5                    | true
          lt: 3                     | 3                      | false
          lte: 3                    | 3.0                    | true
          lte: 3                    | 4                      | false
          gt: a                     | "b"                    | true
          gt: b                     | "B"                    | false
          lt: "\\uE000"             | "😀"                   | false
          gt: "\\uE000"             | "😀"                   | true
          gte: ab                   | "ab"                   | true
          lt: ab                    | "a"                    | true
          contains: ell             | "hello"                | true
          contains: ell             | "help"                 | false
          contains: ell             | ["x", "ell"]           | true
          contains: ell             | ["hello"]              | false
          starts_with: he           | "hello"                | true
          starts_with: lo           | "hello"                | false
          ends_with: lo             | "hello"                | true
          ends_with: he             | "hello"                | false
          matches: "^h.*o$"         | "hello"                | true
          matches: "l{2}"           | "hello"                | true
          regex: "l{2}"             | "hello"                | true
          matches: "^l"             | "hello"                | false
          matches: "(?i)HELLO"      | "hello"                | true
          in_list: [a, 5, true]     | "a"                    | true
          in_list: [a, 5, true]     | 5.0                    | true
          in_list: [a, 5, true]     | "5"                    | false
          in: [a, [1, 2]]           | [1, 2]                 | true
          in: []                    | 1                      | false
          not_in: [a, 5]            | "b"                    | true
          not_in: [a, 5]            | 5                      | false
          not_in: []                | 5                      | true
          exists: true              | 0                      | true
          exists: true              | ""                     | true
          exists: true              | null                   | false
          exists: false             | null                   | true
          exists: false             | 0                      | false
          gt: 3, lt: 5              | 4                      | true
          gt: 3, lt: 5              | 5                      | false
          eq: "2026-01-01"          | "2026-01-01"           | true
          eq: 2026-01-01            | "2026-01-01"           | true
          eq: 0x10                  | 16                     | true
          eq: yes                   | "yes"                  | true
          """)
  void comparesAsDocumented(String operator, String value, boolean expected) {
    assertThat(Given.holds("{field: action.payload.v, " + operator + "}", "{\"v\": " + value + "}"))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} over {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gt: 3             | "4"         | is of type string
          gt: a             | 4           | is of type int
          lt: 3             | true        | is of type bool
          lte: 3            | {"a": 1}    | is of type map
          gte: 3            | [3]         | is of type list
          contains: a       | 1           | is of type int
          starts_with: a    | ["a"]       | is of type list
          ends_with: a      | 1.5         | is of type float
          matches: a        | 1           | is of type int
          eq: a             | null        | is missing
          ne: a             | null        | is missing
          in: [a]           | null        | is missing
          not_in: [a]       | null        | is missing
          gt: 3             | null        | is missing
          contains: a       | null        | is missing
          """)
  void valueThatCannotBeComparedIsFalseAndNoted(String operator, String value, String reason) {
    Decision decision =
        Given.when("{field: action.payload.v, " + operator + "}")
            .decide(Given.action("{\"v\": " + value + "}"), Facts.at(Given.NOW));

    assertThat(decision.matchedRule()).isEmpty();
    assertThat(decision.notes()).extracting(Note::reason).isEqualTo(List.of(reason));
    assertThat(decision.notes().getFirst().text()).endsWith(": action.payload.v " + reason);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {all: []}                                                                | true
          {any: []}                                                                | false
          {not: {all: []}}                                                         | false
          {all: [{field: action.payload.a, eq: 1}, {field: action.payload.b, eq: 2}]} | true
          {all: [{field: action.payload.a, eq: 1}, {field: action.payload.b, eq: 3}]} | false
          {any: [{field: action.payload.a, eq: 9}, {field: action.payload.b, eq: 2}]} | true
          {any: [{field: action.payload.a, eq: 9}, {field: action.payload.b, eq: 9}]} | false
          {not: {field: action.payload.a, eq: 9}}                                  | true
          {not: {field: action.payload.none, eq: 9}}                               | true
          {not: {field: action.payload.none, gt: 9}}                               | true
          {not: {not: {field: action.payload.none, gt: 9}}}                        | false
          {not: {field: action.payload.none, exists: true}}                        | true
          {all: [{any: [{not: {any: []}}]}]}                                       | true
          """)
  void groupsCombine(String condition, boolean expected) {
    assertThat(Given.holds(condition, "{\"a\": 1, \"b\": 2}")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {field: action.id, eq: a-1}                              | true
          {field: action.namespace, eq: shop}                      | true
          {field: action.tenant, eq: acme}                         | true
          {field: action.provider, eq: inbox}                      | true
          {field: action.action_type, eq: receipt}                 | true
          {field: action.created_at, eq: "2026-03-02T10:20:30Z"}   | true
          {field: action.status, eq: open}                         | true
          {field: action.dedup_key, exists: true}                  | false
          {field: action.dedup_key, ne: x}                         | false
          {field: action.metadata.env, eq: prod}                   | true
          {field: action.metadata.none, exists: true}              | false
          {field: 'action.metadata["k8s.io/name"]', eq: web}       | true
          {field: action.metadata.env.deeper, exists: true}        | false
          {field: action.metadata, exists: true}                   | true
          {field: action.attachments, eq: []}                      | true
          {field: action.payload.list.0.n, eq: 7}                  | true
          {field: "action.payload.list[0].n", eq: 7}               | true
          {field: "action.payload.list[0][n]", eq: 7}              | refused
          {field: action.payload.list.1.n, exists: true}           | false
          {field: action.payload.list.n, exists: true}             | false
          {field: action.payload.map.0, eq: zero}                  | true
          {field: action.payload.text.deeper.still, exists: true}  | false
          {field: action.payload.nothing.deeper, exists: true}     | false
          {field: env.REGION, exists: true}                        | false
          {field: environment.REGION, eq: x}                       | false
          {field: now, eq: 1772446830}                             | true
          """)
  void pathsLeadIntoTheAction(String condition, String expected) {
    String payload =
        """
        {"list": [{"n": 7}], "map": {"0": "zero"}, "text": "t", "nothing": null}
        """;
    if (expected.equals("refused")) {
      assertThatThrownBy(() -> Given.holds(condition, payload))
          .hasMessageContaining("needs an index like [0] or a key like [\"a.b\"] at character 23");
    } else {
      assertThat(Given.holds(condition, payload)).isEqualTo(Boolean.parseBoolean(expected));
    }
  }
}
