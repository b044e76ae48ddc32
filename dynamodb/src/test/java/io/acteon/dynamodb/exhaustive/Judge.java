package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.Client.Ended;
import io.acteon.dynamodb.exhaustive.World.Seat;
import io.acteon.dynamodb.exhaustive.World.Span;
import io.acteon.testkit.linearizability.LinearizabilityChecker;
import io.acteon.testkit.linearizability.Operation;
import io.acteon.testkit.linearizability.SequentialModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Judges whole histories, each once, after an observer has looked at what they leave behind. For
 * one thread.
 */
final class Judge<I, O> {
  private final SequentialModel<?, Timed<I>, O> model;
  private final Client<I, O> observer;
  private final Map<List<Operation<Timed<I>, O>>, List<String>> judgements = new HashMap<>();

  private final Map<Look, List<Ended<I, O>>> looks = new HashMap<>();

  Judge(Scenario<I, O> scenario) {
    this.model = scenario.model();
    this.observer =
        new Client<>("observer", Duration.ZERO, scenario.last(), UnaryOperator.identity());
  }

  int judged() {
    return judgements.size();
  }

  /** What is wrong with the history that ends here; nothing if it is right. */
  List<String> contradiction(World<I, O> world, long now) {
    List<Operation<Timed<I>, O>> history = history(world);
    history.addAll(observation(world, now));
    return judgements.computeIfAbsent(history, this::judged);
  }

  private List<String> judged(List<Operation<Timed<I>, O>> history) {
    return LinearizabilityChecker.smallestFailure(model, history).stream()
        .flatMap(List::stream)
        .map(Operation::toString)
        .toList();
  }

  private static <I, O> List<Operation<Timed<I>, O>> history(World<I, O> world) {
    List<Operation<Timed<I>, O>> history = new ArrayList<>();
    for (Seat<I, O> seat : world.seats()) {
      for (int k = 0; k < seat.spans().size(); k++) {
        Ended<I, O> ended = seat.state().ended().get(k);
        for (Client.Within<I, O> within : ended.within()) {
          history.add(
              operation(
                  seat.state().client(),
                  within.input(),
                  Optional.of(within.output()),
                  seat.spans().get(k)));
        }
        int end = seat.spans().get(k).returned();
        ended
            .settled()
            .ifPresent(settled ->
                history.add(
                    operation(
                        seat.state().client(),
                        settled.input(),
                        Optional.of(settled.output()),
                        new Span(end, end))));
        if (ended.counts()) {
          history.add(
              operation(seat.state().client(), ended.input(), ended.output(), seat.spans().get(k)));
        }
        if (ended.mayCount()) {
          history.add(
              operation(
                  seat.state().client(), ended.input(), Optional.empty(), seat.spans().get(k)));
        }
      }
    }
    history.sort(Comparator.comparingLong(Operation::called));
    return history;
  }

  /** Calls of an epoch come before its returns. */
  private static <I, O> Operation<Timed<I>, O> operation(
      String client, Timed<I> input, Optional<O> output, Span span) {
    long returned = output.isEmpty() ? Operation.NEVER : 2L * span.returned() + 2;
    return new Operation<>(client, input, output, 2L * span.called() + 1, returned);
  }

  private List<Ended<I, O>> look(Table.Snapshot table, long now) {
    Client<I, O>.State state = observer.initial();
    while (!state.isFinished()) {
      state = state.after(new Event.Begins(now));
      if (state.request().isPresent()) {
        Table.Effect effect = table.apply(state.request().get().message());
        state = state.after(new Event.Applied(effect.shown(), now));
      }
    }
    return state.ended();
  }

  private record Look(Table.Snapshot table, long now) {}

  private List<Operation<Timed<I>, O>> observation(World<I, O> world, long now) {
    List<Operation<Timed<I>, O>> seen = new ArrayList<>();
    int epoch = world.epoch();
    for (Ended<I, O> ended :
        looks.computeIfAbsent(
            new Look(world.table(), now), look -> look(look.table(), look.now()))) {
      epoch++;
      seen.add(operation(observer.name(), ended.input(), ended.output(), new Span(epoch, epoch)));
    }
    return seen;
  }
}
