package io.acteon.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {
  private static FlatJson parse(String text) {
    return FlatJson.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void textsNumbersAndObjectsOfThemAreRead() {
    FlatJson read =
        parse("{\"a\":\"\\u20ac\\\"\",\"n\":-9223372036854775808,\"o\":{\"p\":{\"c\":\"x\"}}}");

    assertThat(read.texts()).isEqualTo(Map.of("a", "\u20ac\""));
    assertThat(read.numbers()).isEqualTo(Map.of("n", Long.MIN_VALUE));
    var innermost = new FlatJson(Map.of("c", "x"), Map.of(), Map.of());
    assertThat(read.objects())
        .isEqualTo(Map.of("o", new FlatJson(Map.of(), Map.of(), Map.of("p", innermost))));
    assertThat(read.names()).containsExactly("a", "n", "o");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "[]",
        "null",
        "{",
        "{}{}",
        "{} x",
        "{\"a\":null}",
        "{\"a\":true}",
        "{\"a\":1.0}",
        "{\"a\":1e2}",
        "{\"a\":9223372036854775808}",
        "{\"a\":[]}",
        "{\"a\":\"x\",\"a\":\"x\"}",
        "{\"a\":\"x\",\"a\":1}",
        "{\"o\":{\"a\":1,\"a\":1}}",
        "{'a':1}",
        "{\"a\":01}"
      })
  void everythingElseIsRefused(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void nestingThatWouldExhaustTheStackIsRefused() {
    assertThatThrownBy(() -> parse("{\"o\":".repeat(100_000)))
        .isInstanceOf(JsonSyntaxException.class);
  }
}
