package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.state.Counters.Count;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Many increments of one counter as one: their sum is added, and each is told the value it would
 * have seen had they come one after the other. Thread-safe.
 */
final class CountBatches
    implements GroupCommit.Committer<ItemKey, CountBatches.Request, Answer<Count, Absent>> {
  private final StateContext context;
  private final CountExpressions expressions;
  private final Housekeeping housekeeping;

  /** What can be asked of a counter. */
  sealed interface Request {}

  record Add(long delta, Ttl ttl) implements Request {}

  record Delete() implements Request {}

  CountBatches(StateContext context) {
    this.context = context;
    this.expressions = new CountExpressions(context.stamps().epoch());
    this.housekeeping = new Housekeeping(context);
  }

  /** Increments go together, while they make a small step; a deletion goes alone. */
  @Override
  public int together(List<Request> waiting) {
    int adds = 0;
    long step = 0;
    for (Request request : waiting) {
      if (!(request instanceof Add(long delta, Ttl _))) {
        break;
      }
      step += Math.abs(delta);
      if (step > CountWrites.SMALL_STEP) {
        break;
      }
      adds++;
    }
    return Math.max(1, adds);
  }

  @Override
  public List<Answer<Count, Absent>> commit(ItemKey key, List<Request> batch, Deadline deadline) {
    return switch (batch.getFirst()) {
      case Delete _ -> List.of(delete(key, deadline));
      case Add(long _, Ttl ttl) ->
          add(key, batch.stream().map(Add.class::cast).map(Add::delta).toList(), ttl, deadline);
    };
  }

  /** The first of them sets the expiry if the counter begins with them. */
  private List<Answer<Count, Absent>> add(
      ItemKey key, List<Long> deltas, Ttl ttl, Deadline deadline) {
    long sum = deltas.stream().mapToLong(Long::longValue).sum();
    CountWrites.Add add =
        new CountWrites.Add(context.table(), key, sum, ttl, expressions, context.stamps().epoch());
    return switch (context.run("increment", add, deadline)) {
      case Answer.Applied<CountWrites.Counted, Absent>(CountWrites.Counted counted) -> {
        tidy(key, counted.idle());
        yield values(counted.count(), sum, deltas);
      }
      case Answer.Refused<CountWrites.Counted, Absent>(Absent absent) ->
          Collections.nCopies(deltas.size(), Answer.refused(absent));
      case Answer.Unknown<CountWrites.Counted, Absent>(String reason) ->
          Collections.nCopies(deltas.size(), Answer.unknown(reason));
    };
  }

  private static List<Answer<Count, Absent>> values(Count after, long sum, List<Long> deltas) {
    List<Answer<Count, Absent>> answers = new ArrayList<>(deltas.size());
    long value = after.value() - sum;
    for (long delta : deltas) {
      value += delta;
      answers.add(Answer.applied(new Count(value, after.expiresAt())));
    }
    return answers;
  }

  private Answer<Count, Absent> delete(ItemKey key, Deadline deadline) {
    CountWrites.Delete delete = new CountWrites.Delete(context.table(), key, expressions);
    return switch (context.run("count_delete", delete, deadline)) {
      case Answer.Applied<Absent, Absent> _ -> Answer.applied(new Count(0, Optional.empty()));
      case Answer.Refused<Absent, Absent>(Absent absent) -> Answer.refused(absent);
      case Answer.Unknown<Absent, Absent>(String reason) -> Answer.unknown(reason);
    };
  }

  @Override
  public Answer<Count, Absent> unknown(String reason) {
    return Answer.unknown(reason);
  }

  private void tidy(ItemKey key, IdleSlots idle) {
    if (!idle.isEmpty()) {
      housekeeping.begin("slot_removal", idle.removal(context.table(), key));
    }
  }
}
