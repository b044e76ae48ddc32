package io.acteon.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinearizabilityCheckerTest {
  /** A register: "w:x" writes x and answers "ok"; "r" answers what was written last. */
  private static final SequentialModel<String, String, String> REGISTER =
      new SequentialModel<>() {
        @Override
        public String initial() {
          return "-";
        }

        @Override
        public Optional<String> step(String state, String input, String output) {
          if (input.startsWith("w:")) {
            return Optional.of(input.substring(2));
          }
          return output.equals(state) ? Optional.of(state) : Optional.empty();
        }

        @Override
        public List<String> stepUnknown(String state, String input) {
          return List.of(input.startsWith("w:") ? input.substring(2) : state);
        }
      };

  @Test
  void readThatSeesTheLatestWriteIsAccepted() {
    assertThat(check(List.of(done("w:a", "ok", 1, 2), done("r", "a", 3, 4)))).isTrue();
  }

  @Test
  void staleReadIsRefused() {
    assertThat(
            check(List.of(done("w:a", "ok", 1, 2), done("w:b", "ok", 3, 4), done("r", "a", 5, 6))))
        .isFalse();
  }

  @Test
  void concurrentReadMaySeeEitherValue() {
    assertThat(check(List.of(done("w:a", "ok", 1, 4), done("r", "-", 2, 3)))).isTrue();
    assertThat(check(List.of(done("w:a", "ok", 1, 4), done("r", "a", 2, 3)))).isTrue();
  }

  @Test
  void readsMayNotGoBackInTime() {
    assertThat(check(List.of(done("w:a", "ok", 1, 8), done("r", "a", 2, 3), done("r", "-", 4, 5))))
        .isFalse();
  }

  @Test
  void unknownWriteMayTakeEffectLateOrNever() {
    assertThat(check(List.of(lost("w:a", 1), done("r", "-", 2, 3), done("r", "a", 4, 5)))).isTrue();
    assertThat(check(List.of(lost("w:a", 1), done("r", "-", 2, 3), done("r", "-", 4, 5)))).isTrue();
  }

  @Test
  void unknownWriteMayNotTakeEffectTwice() {
    assertThat(
            check(
                List.of(
                    lost("w:a", 1),
                    done("r", "a", 2, 3),
                    done("w:b", "ok", 4, 5),
                    done("r", "b", 6, 7),
                    done("r", "a", 8, 9))))
        .isFalse();
  }

  @Test
  void failingHistoryIsReducedToWhatContradictsItself() {
    var history =
        List.of(
            done("w:x", "ok", 1, 2),
            done("r", "x", 3, 4),
            done("w:a", "ok", 5, 6),
            done("r", "q", 7, 8),
            done("r", "a", 9, 10));
    assertThat(LinearizabilityChecker.smallestFailure(REGISTER, history))
        .hasValue(List.of(done("r", "q", 7, 8)));
  }

  private static boolean check(List<Operation<String, String>> history) {
    return LinearizabilityChecker.isLinearizable(REGISTER, history);
  }

  private static Operation<String, String> done(String in, String out, long called, long returned) {
    return new Operation<>("c", in, Optional.of(out), called, returned);
  }

  private static Operation<String, String> lost(String in, long called) {
    return new Operation<>("c", in, Optional.empty(), called, Operation.NEVER);
  }
}
