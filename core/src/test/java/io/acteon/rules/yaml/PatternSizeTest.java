package io.acteon.rules.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PatternSizeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          abc                              | 3
          a{10}                            | 10
          a{2,10}b                         | 11
          a{3,}                            | 3
          a{0}                             | 1
          (ab){10}                         | 30
          ((a{100}){100}){100}             | 1010100
          (((a{1000}){1000}){1000}){1000}  | 2147483647
          [a-z{5}]{10}                     | 10
          []a]{10}                         | 10
          [^]{9}]                          | 1
          [[:alpha:]]{10}                  | 10
          [\\]{9}]                         | 1
          \\({10}                          | 10
          \\Q(a{9}\\E                      | 5
          {x}                              | 3
          """)
  void repetitionsAreUnrolled(String pattern, long size) {
    assertThat(PatternSize.of(pattern)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "a)", "[", "[a", "\\", "\\Q", "[^", "[[:alpha:", "{", "a{", ")){9}"})
  void brokenPatternsHaveASizeToo(String pattern) {
    assertThat(PatternSize.of(pattern)).isBetween(0L, 100L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a{500}", "(ab|c){50}", "((a?){30}){30}", "[a-z]{400}x*", "(?i)(foo|bar){100}"})
  void estimateIsOfTheOrderOfTheProgram(String pattern) {
    int instructions = Pattern.compile(pattern).programSize();

    assertThat((double) PatternSize.of(pattern)).isBetween(instructions / 4.0, instructions * 4.0);
  }
}
