package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.World.Seat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes through every history of a scenario, depth first. Moments that are alike are gone through
 * once: what can follow depends on nothing else, and histories are counted all the same. For one
 * thread and one run.
 */
final class Explorer<I, O> {
  private final Moves<I, O> moves;
  private final Judge<I, O> judge;
  private final int clients;
  private final boolean remembers;
  private final Table table;
  private final Map<World<I, O>, Long> histories = new HashMap<>();
  private final Deque<Moves.Next<I, O>> path = new ArrayDeque<>();
  private Optional<Failure> failure = Optional.empty();

  /**
   * A history that is wrong.
   *
   * @param steps what happened
   * @param contradiction the operations that contradict each other
   */
  record Failure(List<String> steps, List<String> contradiction) {
    @Override
    public String toString() {
      return String.join("\n  ", contradiction) + "\nafter\n  " + String.join("\n  ", steps);
    }
  }

  /**
   * What came of it.
   *
   * @param histories how many there are
   * @param moments how many different moments they have
   * @param judged how many different histories were judged
   * @param altered how many requests the mutant changed
   */
  record Report(long histories, int moments, int judged, int altered, Optional<Failure> failure) {}

  private Explorer(
      Moves<I, O> moves, Judge<I, O> judge, Table table, int clients, boolean remembers) {
    this.remembers = remembers;
    this.moves = moves;
    this.judge = judge;
    this.table = table;
    this.clients = clients;
  }

  /** Explores with up to {@code faults} requests lost or doubled in a history. */
  static <I, O> Report explore(Scenario<I, O> scenario, Clocks clocks, Mutant mutant, int faults) {
    return explore(scenario, clocks, mutant, faults, false);
  }

  private static <I, O> Report explore(
      Scenario<I, O> scenario, Clocks clocks, Mutant mutant, int faults, boolean remembers) {
    Moves<I, O> moves = new Moves<>(scenario, clocks, mutant, faults);
    Judge<I, O> judge = new Judge<>(scenario);
    Explorer<I, O> explorer =
        new Explorer<>(moves, judge, new Table(), scenario.clients().size(), remembers);
    long histories = explorer.all();
    if (moves.hasSeenStaleReads() && !remembers) {
      return explore(scenario, clocks, mutant, faults, true);
    }
    return new Report(
        histories, explorer.histories.size(), judge.judged(), moves.altered(), explorer.failure);
  }

  private long all() {
    List<Seat<I, O>> seats = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      seats.add(new Seat<>(moves.client(i).initial(), 0, List.of()));
    }
    return from(new World<>(table.empty(), table.empty(), seats, List.of(), 0, 0, 0, false));
  }

  private long from(World<I, O> reached) {
    World<I, O> world = remembers ? reached : reached.forgetful();
    Long known = histories.get(world);
    if (known != null) {
      return known;
    }
    if (isOver(world)) {
      judge(world);
    }
    long count = 0;
    for (Moves.Next<I, O> next : moves.from(world)) {
      if (failure.isPresent()) {
        return count;
      }
      path.addLast(next);
      count = sum(count, from(next.world()));
      path.removeLast();
    }
    count = Math.max(1, count);
    histories.put(world, count);
    return count;
  }

  private static long sum(long one, long other) {
    return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
  }

  private static boolean isOver(World<?, ?> world) {
    return world.seats().stream().allMatch(seat -> seat.state().isFinished());
  }

  private void judge(World<I, O> world) {
    List<String> contradiction = judge.contradiction(world, moves.now(world));
    if (!contradiction.isEmpty()) {
      failure =
          Optional.of(new Failure(path.stream().map(Moves.Next::toString).toList(), contradiction));
    }
  }
}
