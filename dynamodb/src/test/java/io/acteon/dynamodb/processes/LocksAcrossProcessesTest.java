package io.acteon.dynamodb.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.state.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Three processes whose clocks differ contend for one lock while their requests are disturbed; then
 * one is paused past its lease, and one is killed while it holds the lock.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "pauses processes with signals")
class LocksAcrossProcessesTest {
  private static final double DISTURBED = 0.15;

  private final Setup setup = Setup.calm("locks");

  /** An acquisition; the times are monotonic and comparable between the processes of a machine. */
  private record Turn(long token, long asked, long answered) {}

  private record Landed(long token, long version) {}

  @Test
  void tokensGrowAndNoWriteOfAnEarlierHolderLandsAfterThatOfALaterOne() throws Exception {
    try (DisturbedStore calm = new DisturbedStore(setup);
        Child behind = start(0, Duration.ofMillis(-400));
        Child right = start(1, Duration.ZERO);
        Child ahead = start(2, Duration.ofMillis(400))) {
      List<Child> children = List.of(behind, right, ahead);
      children.forEach(child -> child.await("ready"));
      children.forEach(child -> child.tell("turns"));
      children.forEach(child -> child.await("turned"));

      long paused = pausedPastItsLease(ahead, behind);
      long last = killedWhileHolding(right, behind);

      assertThat(last).as("seed %d", setup.seed()).isGreaterThan(paused);
      assertThat(turns(children)).hasSize(children.size() * LockChild.TURNS + 4);
      assertTokensGrow(turns(children));
      assertWritesLandedInTheOrderOfTokens(children);
      assertThat(calm.state().entries().get(LockChild.GUARDED, calm.patient()).map(Entry::value))
          .as("seed %d", setup.seed())
          .contains(Long.toString(last));
    }
  }

  /**
   * Answers the token of the one that took over. The sleeper's clock has to be the one that is
   * ahead: its late write then has the greatest version, and nothing but its token refuses it.
   */
  private long pausedPastItsLease(Child sleeper, Child next) throws Exception {
    sleeper.tell("hold");
    long old = token(sleeper.await("got"));
    sleeper.pause();
    sleeper.tell("write"); // It will do so first thing when it wakes.
    next.tell("hold");
    long taken = token(next.await("got"));
    next.tell("write");
    assertThat(token(next.await("landed"))).isEqualTo(taken);
    sleeper.resume();

    assertThat(sleeper.await("holds")).as("what it thinks").containsExactly("holds", "false");
    assertThat(sleeper.await("refused"))
        .as("the late write, seed %d", setup.seed())
        .containsExactly("refused", Long.toString(old), Long.toString(taken));
    assertThat(taken).isGreaterThan(old);
    sleeper.tell("release");
    sleeper.await("released");
    next.tell("write");
    assertThat(token(next.await("landed"))).as("the late release breaks nothing").isEqualTo(taken);
    next.tell("release");
    next.await("released");
    return taken;
  }

  /** Answers the token of the one that took over. */
  private long killedWhileHolding(Child victim, Child next) throws Exception {
    victim.tell("hold");
    long old = token(victim.await("got"));
    victim.tell("write");
    assertThat(token(victim.await("landed"))).isEqualTo(old);
    victim.kill();

    next.tell("hold");
    long taken = token(next.await("got"));
    next.tell("write");
    assertThat(token(next.await("landed"))).isEqualTo(taken);
    assertThat(taken).as("seed %d", setup.seed()).isGreaterThan(old);
    next.tell("release");
    next.await("released");
    return taken;
  }

  /** Whoever asked after another was answered has the greater token. */
  private void assertTokensGrow(List<Turn> turns) {
    assertThat(turns).extracting(Turn::token).doesNotHaveDuplicates();
    for (Turn earlier : turns) {
      assertThat(turns)
          .as("after %s, seed %d", earlier, setup.seed())
          .filteredOn(turn -> turn.asked() - earlier.answered() > 0)
          .allSatisfy(later -> assertThat(later.token()).isGreaterThan(earlier.token()));
    }
  }

  /** The order in which writes landed is that of the versions they made. */
  private void assertWritesLandedInTheOrderOfTokens(List<Child> children) {
    List<Landed> landed =
        children.stream()
            .flatMap(child -> child.all("landed").stream())
            .map(words -> new Landed(token(words), Long.parseLong(words.get(2))))
            .sorted(Comparator.comparingLong(Landed::version))
            .toList();
    assertThat(landed).as("seed %d", setup.seed()).hasSizeGreaterThan(LockChild.TURNS);
    assertThat(landed).as("seed %d", setup.seed()).extracting(Landed::token).isSorted();
  }

  private static List<Turn> turns(List<Child> children) {
    List<Turn> turns = new ArrayList<>();
    for (Child child : children) {
      for (List<String> words : child.all("got")) {
        turns.add(
            new Turn(token(words), Long.parseLong(words.get(2)), Long.parseLong(words.get(3))));
      }
    }
    return turns;
  }

  private static long token(List<String> words) {
    return Long.parseLong(words.get(1));
  }

  private Child start(int number, Duration skew) throws IOException {
    return Child.start(LockChild.class, setup.child(number, DISTURBED, skew));
  }
}
