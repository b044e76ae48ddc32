package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.World.Seat;
import io.acteon.dynamodb.exhaustive.World.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The next moment, under construction. For one thread. */
final class Change<I, O> {
  private static final int NOT_YET = -1;

  private final World<I, O> world;
  private final List<Seat<I, O>> seats;
  private final List<Message> late;
  private Table.Snapshot table;
  private Table.Snapshot before;
  private int faults;
  private int phase;
  private int epoch;
  private boolean returned;

  private Change(World<I, O> world) {
    this.world = world;
    this.seats = new ArrayList<>(world.seats());
    this.late = new ArrayList<>(world.late());
    this.table = world.table();
    this.before = world.before();
    this.faults = world.faults();
    this.phase = world.phase();
    this.epoch = world.epoch();
    this.returned = world.returned();
  }

  static <I, O> Change<I, O> of(World<I, O> world) {
    return new Change<>(world);
  }

  Change<I, O> table(Table.Snapshot now) {
    if (now != table) {
      before = table;
      table = now;
    }
    return this;
  }

  /** One more request is on its way that nobody waits for. */
  Change<I, O> fault(Message message) {
    faults++;
    if (!message.action().equals("GetItem")) {
      late.add(message);
      late.sort(Comparator.comparingInt(Message::hashCode));
    }
    return this;
  }

  Change<I, O> without(Message arrived) {
    late.remove(arrived);
    return this;
  }

  Change<I, O> passed(Scenario.Passing passing) {
    phase++;
    if (passing.forgetting()) {
      late.clear();
    }
    return this;
  }

  /** A client has begun an operation, unless there was none left to begin. */
  Change<I, O> begun(int i, Client<I, O>.State state, boolean ticking) {
    List<Span> spans = new ArrayList<>(seats.get(i).spans());
    int began = ticking ? world.begun() : 0;
    if (state.request().isPresent()) {
      if (returned) {
        epoch++;
        returned = false;
      }
      spans.add(new Span(epoch, NOT_YET));
    }
    seats.set(i, new Seat<>(state, began, spans));
    return this;
  }

  /** A client has come to a state; perhaps its operation has returned. */
  Change<I, O> now(int i, Client<I, O>.State state) {
    Seat<I, O> seat = seats.get(i);
    List<Span> spans = new ArrayList<>(seat.spans());
    boolean hasEnded = state.ended().size() > seat.state().ended().size();
    if (hasEnded
        && (state.ended().getLast().output().isPresent()
            || !state.ended().getLast().within().isEmpty())) {
      spans.set(spans.size() - 1, new Span(spans.getLast().called(), epoch));
      returned = true;
    }
    seats.set(i, new Seat<>(state, hasEnded ? 0 : seat.began(), spans));
    return this;
  }

  World<I, O> world() {
    return new World<>(table, before, seats, late, faults, phase, epoch, returned);
  }
}
