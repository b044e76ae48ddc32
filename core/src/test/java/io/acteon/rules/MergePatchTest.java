package io.acteon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.json.JsonText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 7396, appendix A and section 3. */
final class MergePatchTest {

  @ParameterizedTest(name = "{0} with {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":"b"}             | {"a":"c"}                  | {"a":"c"}
          {"a":"b"}             | {"b":"c"}                  | {"a":"b","b":"c"}
          {"a":"b"}             | {"a":null}                 | {}
          {"a":"b","b":"c"}     | {"a":null}                 | {"b":"c"}
          {"a":["b"]}           | {"a":"c"}                  | {"a":"c"}
          {"a":"c"}             | {"a":["b"]}                | {"a":["b"]}
          {"a":{"b":"c"}}       | {"a":{"b":"d","c":null}}   | {"a":{"b":"d"}}
          {"a":[{"b":"c"}]}     | {"a":[1]}                  | {"a":[1]}
          ["a","b"]             | ["c","d"]                  | ["c","d"]
          {"a":"b"}             | ["c"]                      | ["c"]
          {"a":"foo"}           | null                       | null
          {"a":"foo"}           | "bar"                      | "bar"
          {"e":null}            | {"a":1}                    | {"e":null,"a":1}
          [1,2]                 | {"a":"b","c":null}         | {"a":"b"}
          {}                    | {"a":{"bb":{"ccc":null}}}  | {"a":{"bb":{}}}
          """)
  void mergesAsTheRfcShows(String target, String patch, String result) {
    assertThat(MergePatch.apply(JsonText.parse(target), JsonText.parse(patch)))
        .isEqualTo(JsonText.parse(result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"title":"Goodbye!","author":{"givenName":"John","familyName":"Doe"},"tags":["example","sample"],"content":"This will be unchanged"} \
          | {"title":"Hello!","phoneNumber":"+01-123-456-7890","author":{"familyName":null},"tags":["example"]} \
          | {"title":"Hello!","author":{"givenName":"John"},"tags":["example"],"content":"This will be unchanged","phoneNumber":"+01-123-456-7890"}
          """)
  void mergesADocument(String target, String patch, String result) {
    assertThat(MergePatch.apply(JsonText.parse(target), JsonText.parse(patch)))
        .isEqualTo(JsonText.parse(result));
  }
}
