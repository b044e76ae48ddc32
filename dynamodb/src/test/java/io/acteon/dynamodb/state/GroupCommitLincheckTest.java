package io.acteon.dynamodb.state;

import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Increments that share commits are as linearizable as increments one by one, for two keys. The
 * committer itself reads and writes apart, so that two commits of a key at once would lose one.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "delta", gen = IntGen.class, conf = "1:5")
public class GroupCommitLincheckTest {
  private final GroupCommit<Integer, Integer, Integer> commits =
      new GroupCommit<>(new Sums(new ConcurrentHashMap<>()));

  @Operation
  public int add(@Param(name = "key") int key, @Param(name = "delta") int delta) {
    return commits.submit(key, delta, Deadline.in(Duration.ofSeconds(30), TimeSource.system()));
  }

  @Test
  void additionsAreLinearizable() {
    new StressOptions()
        .iterations(20)
        .invocationsPerIteration(500)
        .threads(3)
        .actorsPerThread(3)
        .check(GroupCommitLincheckTest.class);
  }

  /** Adds, without any care for concurrency. */
  private record Sums(Map<Integer, Integer> sums)
      implements GroupCommit.Committer<Integer, Integer, Integer> {
    @Override
    public int together(List<Integer> waiting) {
      return Math.min(2, waiting.size());
    }

    @Override
    public List<Integer> commit(Integer key, List<Integer> batch, Deadline deadline) {
      int sum = sums.getOrDefault(key, 0);
      List<Integer> answers = new ArrayList<>();
      for (int delta : batch) {
        sum += delta;
        answers.add(sum);
      }
      sums.put(key, sum);
      return answers;
    }

    @Override
    public Integer unknown(String reason) {
      return -1;
    }
  }
}
