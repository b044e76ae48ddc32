package io.acteon.dynamodb.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.state.Counters.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Four processes increment one counter while 15 % of their requests are disturbed. */
class CountersAcrossProcessesTest {
  private static final int CHILDREN = 4;
  private static final long INCREMENTS = (long) CHILDREN * CounterChild.CALLERS * CounterChild.EACH;

  private final Setup setup = Setup.calm("counters");

  @Test
  void theSumIsExactAndEveryCallerHasAValueOfItsOwn() throws Exception {
    List<Child> children = new ArrayList<>();
    try (DisturbedStore calm = new DisturbedStore(setup)) {
      for (int i = 0; i < CHILDREN; i++) {
        children.add(Child.start(CounterChild.class, setup.child(i, 0.15, Duration.ZERO)));
      }
      children.forEach(child -> child.await("ready"));
      children.forEach(child -> child.tell("go"));
      children.forEach(child -> child.await("done"));

      long unknown = count(children, "unknown");
      long sum =
          calm.state()
              .counters()
              .read(CounterChild.KEY, calm.patient())
              .map(Count::value)
              .orElse(0L);
      assertThat(count(children, "refused") + count(children, "unserved")).isZero();
      assertThat(values(children)).as("seed %d", setup.seed()).doesNotHaveDuplicates();
      assertThat(sum).as("seed %d", setup.seed()).isBetween(INCREMENTS - unknown, INCREMENTS);
      assertThat(unknown).as("fates not known after a minute; seed %d", setup.seed()).isZero();
      assertThat(values(children))
          .as("seed %d", setup.seed())
          .containsExactlyInAnyOrderElementsOf(
              LongStream.rangeClosed(1, INCREMENTS).boxed().toList());
      assertThat(children).allSatisfy(child -> assertThat(disturbed(child)).isPositive());
    } finally {
      children.forEach(Child::close);
    }
  }

  private static long count(List<Child> children, String word) {
    return children.stream().mapToLong(child -> child.all(word).size()).sum();
  }

  private static List<Long> values(List<Child> children) {
    return children.stream()
        .flatMap(child -> child.all("value").stream())
        .map(words -> Long.valueOf(words.get(1)))
        .toList();
  }

  private static long disturbed(Child child) {
    return Long.parseLong(child.all("disturbed").getFirst().get(1));
  }
}
