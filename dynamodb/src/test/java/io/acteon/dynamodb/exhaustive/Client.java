package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.Dialogue.Move;
import io.acteon.dynamodb.internal.Stamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A client process with what it is going to do: everything that can become of it, each state once.
 * What it does depends on nothing but what it goes through. For one thread.
 */
final class Client<I, O> {
  private static final Duration MAX_SKEW = Duration.ofSeconds(5);

  private final String name;
  private final long skewMillis;
  private final List<Plan<I, O>> plans;
  private final UnaryOperator<Message> wire;
  private final State initial;

  /**
   * @param name letters and digits; its process epoch
   * @param wire changes requests on their way
   */
  Client(String name, Duration skew, List<Plan<I, O>> plans, UnaryOperator<Message> wire) {
    this.name = name;
    this.skewMillis = skew.toMillis();
    this.plans = plans;
    this.wire = wire;
    this.initial = new State(null, null);
  }

  State initial() {
    return initial;
  }

  String name() {
    return name;
  }

  /** Its wall clock when the true one shows {@code millis}. */
  long clock(long millis) {
    return millis + skewMillis;
  }

  /**
   * An operation that has ended.
   *
   * @param counts false when it ended with a fault that says that it had no effect
   */
  record Ended<I, O>(
      Timed<I> input,
      Optional<O> output,
      boolean counts,
      boolean mayCount,
      List<Within<I, O>> within,
      Optional<Within<I, O>> settled) {
    Ended {
      within = List.copyOf(within);
    }
  }

  /** What a request without an answer may have done while the operation lasted. */
  record Within<I, O>(Timed<I> input, O output) {}

  /** What the client wants to send. */
  record Request(Message message, boolean seal, boolean unresolved) {}

  /** Where a client has come to; equal only to itself, and the only one of its past. */
  final class State {
    private final @Nullable State before;
    private final @Nullable Event event;
    private final Map<Event, State> after = new HashMap<>();
    private List<Ended<I, O>> ended = List.of();
    private Optional<Request> request = Optional.empty();
    private boolean open;
    private boolean hasLost;
    private boolean finished = plans.isEmpty();

    private State(@Nullable State before, @Nullable Event event) {
      this.before = before;
      this.event = event;
    }

    State after(Event next) {
      return after.computeIfAbsent(next, this::made);
    }

    private State made(Event next) {
      State state = new State(this, next);
      Run run = new Run();
      state.past().forEach(run::go);
      run.describe(state);
      return state;
    }

    private List<Event> past() {
      List<Event> events = before == null ? new ArrayList<>() : before.past();
      if (event != null) {
        events.add(event);
      }
      return events;
    }

    List<Ended<I, O>> ended() {
      return ended;
    }

    /** What it wants to send; empty between operations. */
    Optional<Request> request() {
      return request;
    }

    /** Whether an attempt of the present request went without an answer. */
    boolean isOpen() {
      return open;
    }

    /** Whether an attempt of the present operation went without an answer. */
    boolean hasLost() {
      return hasLost;
    }

    /** Whether it has nothing more to do. */
    boolean isFinished() {
      return finished;
    }

    String client() {
      return name;
    }
  }

  /** One life of the client, from the beginning. */
  private final class Run {
    private static final int MOST_REQUESTS = 12; // More in one operation is a livelock.

    private final SetTime time = new SetTime();
    private final Stamps stamps = new Stamps(time, MAX_SKEW, name);
    private final List<Ended<I, O>> ended = new ArrayList<>();
    private final List<O> answers = new ArrayList<>();
    private final List<Long> nows = new ArrayList<>();
    private int next;
    private Plan.@Nullable Begun<I, O> begun;
    private @Nullable Request request;
    private boolean open;
    private boolean hasLost;
    private int requests;
    private Optional<Plan.GivenUp> givenUp = Optional.empty();
    private @Nullable Message last; // Other than a seal.
    private boolean lastIsLost;
    private boolean denies;
    private boolean settles;
    private int unheard; // Requests without an answer that the operation has left behind.

    void go(Event event) {
      switch (event) {
        case Event.Begins(long now) -> begin(now);
        case Event.Applied(Table.Shown shown, long now) -> {
          at(now);
          follow(talking().dialogue().applied(shown.attributes()));
        }
        case Event.Refused(Table.Shown met, boolean wasOpen, long now) -> {
          at(now);
          follow(talking().dialogue().refused(met.attributes(), wasOpen));
        }
        case Event.Loses(long now) -> {
          at(now);
          open = true;
          hasLost = true;
          lastIsLost = true;
        }
        case Event.GivesUp(long now) -> {
          at(now);
          boolean mayHaveEffect = open || (request != null && request.unresolved());
          if (mayHaveEffect && last != null) {
            givenUp = Optional.of(new Plan.GivenUp(name + next, last));
          }
          end(Optional.empty(), mayHaveEffect);
        }
      }
    }

    private void begin(long now) {
      nows.clear();
      at(now);
      while (begun == null && next < plans.size()) {
        begun =
            plans
                .get(next)
                .begin(
                    new Plan.Desk(stamps, time, name + (next + 1), givenUp), List.copyOf(answers))
                .orElse(null);
        next++;
      }
      hasLost = false;
      requests = 0;
      last = null;
      lastIsLost = false;
      denies = false;
      settles = false;
      unheard = 0;
      if (begun != null) {
        follow(begun.dialogue().start());
      }
    }

    private void at(long now) {
      time.set(now);
      if (!nows.contains(now)) {
        nows.add(now);
      }
    }

    private Plan.Begun<I, O> talking() {
      if (begun == null) {
        throw new IllegalStateException(name + " is not talking to anybody");
      }
      return begun;
    }

    private void follow(Move<O> move) {
      switch (move) {
        case Move.Ask<O>(Message message, boolean seal, boolean unresolved) -> {
          if (++requests > MOST_REQUESTS) {
            throw new IllegalStateException(name + " never comes to an end with " + message);
          }
          request = new Request(wire.apply(message), seal, unresolved);
          open = false;
          if (!seal) {
            unheard += lastIsLost ? 1 : 0;
            lastIsLost = false;
            last = message;
          }
        }
        case Move.Reply<O>(Optional<O> output) -> {
          output.ifPresent(answers::add);
          denies = isSaid(output, Plan.Before::denies);
          settles = isSaid(output, Plan.Before::settles);
          unheard += lastIsLost && settles ? 1 : 0;
          end(output, true);
        }
      }
    }

    private boolean isSaid(Optional<O> output, Function<Plan.Before<I, O>, Predicate<O>> what) {
      return talking().before().filter(it -> output.filter(what.apply(it)).isPresent()).isPresent();
    }

    private List<Within<I, O>> within() {
      return talking()
          .before()
          .filter(_ -> !denies)
          .map(before ->
              Collections.nCopies(
                  unheard, new Within<>(new Timed<>(before.input(), nows), before.output())))
          .orElse(List.of());
    }

    private void end(Optional<O> output, boolean counts) {
      ended.add(
          new Ended<>(
              new Timed<>(talking().input(), nows),
              output,
              counts,
              hasLost && output.filter(talking().mayCount()).isPresent(),
              within(),
              talking()
                  .before()
                  .filter(_ -> settles && unheard > 0)
                  .map(before ->
                      new Within<>(new Timed<>(before.settled(), nows), before.output()))));
      begun = null;
      request = null;
      open = false;
    }

    void describe(State state) {
      state.ended = List.copyOf(ended);
      state.request = Optional.ofNullable(request);
      state.open = open;
      state.hasLost = hasLost;
      state.finished = begun == null && next == plans.size();
    }
  }
}
