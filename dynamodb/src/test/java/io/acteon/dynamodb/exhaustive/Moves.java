package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.Client.Request;
import io.acteon.dynamodb.exhaustive.Table.Effect;
import io.acteon.dynamodb.exhaustive.Table.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can happen next:
 *
 * <ul>
 *   <li>a client begins an operation, which freezes its request;
 *   <li>a request is answered at once; if it was applied, a copy of it may stay on its way;
 *   <li>a request gets no answer. It is on its way then, and may arrive at any later time or never:
 *       so a lost answer, a cut request and a delayed one are all among what follows;
 *   <li>the client sends the same request again, or gives up;
 *   <li>a request that is on its way arrives, whatever its client does meanwhile;
 *   <li>time passes; DynamoDB collects.
 * </ul>
 *
 * <p>Left out as without consequence: an answer that is late (a client does nothing without it),
 * and a late request that changes nothing (it may as well never arrive). Not among them, because
 * nothing could be refused then without another write: a copy of a request that was refused and
 * that nobody sent again. Connections do not make such copies. For one thread.
 */
final class Moves<I, O> {
  static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final Scenario<I, O> scenario;
  private final Mutant mutant;
  private final long tickMillis;
  private final int mostFaults;
  private final List<Client<I, O>> clients = new ArrayList<>();
  private final Map<Message, Message> messages = new HashMap<>(); // Each once: quick to compare.
  private final Set<Message> altered = new HashSet<>();
  private boolean hasSeenStaleReads;

  /** A move and where it leads. */
  record Next<I, O>(String who, String what, @Nullable Message message, World<I, O> world) {
    @Override
    public String toString() {
      return who + " " + what + (message == null ? "" : ": " + message);
    }
  }

  Moves(Scenario<I, O> scenario, Clocks clocks, Mutant mutant, int mostFaults) {
    this.scenario = scenario;
    this.tickMillis = clocks.tick().toMillis();
    this.mutant = mutant;
    this.mostFaults = mostFaults;
    for (int i = 0; i < scenario.clients().size(); i++) {
      String name = String.valueOf((char) ('a' + i));
      clients.add(new Client<>(name, clocks.skew(i), scenario.clients().get(i), this::onItsWay));
    }
  }

  private Message onItsWay(Message message) {
    Message rewritten = mutant.rewrite().apply(message);
    if (!rewritten.equals(message)) {
      altered.add(rewritten);
    }
    return messages.computeIfAbsent(rewritten, same -> same);
  }

  Client<I, O> client(int index) {
    return clients.get(index);
  }

  /** How many requests the mutant changed. */
  int altered() {
    return altered.size();
  }

  /** Whether a read was made that may show an older state, so that this state matters. */
  boolean hasSeenStaleReads() {
    return hasSeenStaleReads;
  }

  /** The true time in epoch milliseconds. */
  long now(World<I, O> world) {
    return now(world.phase(), world.begun());
  }

  private long now(int phase, int begun) {
    long now = BEGINNING.toEpochMilli() + begun * tickMillis;
    for (int i = 0; i < phase; i++) {
      now += scenario.passing().get(i).time().toMillis();
    }
    return now;
  }

  /** What a client's clock shows in the midst of an operation. */
  private long clock(World<I, O> world, int i) {
    return clients.get(i).clock(now(world.phase(), world.seats().get(i).began()));
  }

  List<Next<I, O>> from(World<I, O> world) {
    List<Next<I, O>> nexts = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      Client<I, O>.State state = world.seats().get(i).state();
      if (state.request().isPresent()) {
        talk(world, i, state.request().get(), nexts);
      } else if (!state.isFinished()) {
        nexts.add(begin(world, i));
      }
    }
    for (int i = 0; i < world.late().size(); i++) {
      Message late = world.late().get(i);
      if (world.late().indexOf(late) < i) {
        continue; // A copy of the one before.
      }
      Effect effect = world.table().apply(late);
      if (effect.after() != world.table()) {
        nexts.add(
            new Next<>(
                "", "late", late, Change.of(world).table(effect.after()).without(late).world()));
      }
    }
    pass(world, nexts);
    return nexts;
  }

  private Next<I, O> begin(World<I, O> world, int i) {
    Client<I, O>.State state =
        world.seats().get(i).state().after(new Event.Begins(clients.get(i).clock(now(world))));
    return new Next<>(
        clients.get(i).name(),
        "begins",
        null,
        Change.of(world).begun(i, state, tickMillis > 0).world());
  }

  private void talk(World<I, O> world, int i, Request request, List<Next<I, O>> nexts) {
    String who = clients.get(i).name();
    Message message = request.message();
    boolean isWrite = !message.action().equals("GetItem");
    boolean mayFail = world.faults() < mostFaults;
    if (request.seal() && mutant.withoutSeals()) {
      altered.add(message);
      Effect seen = world.table().apply(message.reading());
      nexts.add(
          next(
              who,
              "is told of a seal",
              message,
              world,
              i,
              new Effect(world.table(), true, seen.shown())));
      return;
    }
    hasSeenStaleReads |= message.isStaleRead();
    Effect effect = world.table().apply(message);
    Next<I, O> answered = next(who, "answered", message, world, i, effect);
    nexts.add(answered);
    if (message.isStaleRead() && world.before() != world.table()) {
      Effect stale = new Effect(world.table(), true, world.before().apply(message).shown());
      nexts.add(next(who, "answered of old", message, world, i, stale));
    }
    if (mayFail && isWrite) {
      if (effect.applied()) {
        nexts.add(doubled(answered));
      }
      Client<I, O>.State open =
          world.seats().get(i).state().after(new Event.Loses(clock(world, i)));
      nexts.add(
          new Next<>(
              who,
              "hears nothing of",
              message,
              Change.of(world).fault(message).now(i, open).world()));
    }
    if (world.seats().get(i).state().hasLost()) {
      Client<I, O>.State over =
          world.seats().get(i).state().after(new Event.GivesUp(clock(world, i)));
      nexts.add(new Next<>(who, "gives up", null, Change.of(world).now(i, over).world()));
    }
  }

  private static <I, O> Next<I, O> doubled(Next<I, O> answered) {
    Message message = Objects.requireNonNull(answered.message());
    return new Next<>(
        answered.who(),
        answered.what() + " and doubled",
        message,
        Change.of(answered.world()).fault(message).world());
  }

  private Next<I, O> next(
      String who, String what, Message message, World<I, O> world, int i, Effect effect) {
    Client<I, O>.State state = world.seats().get(i).state();
    long now = clock(world, i);
    Event event =
        effect.applied()
            ? new Event.Applied(effect.shown(), now)
            : new Event.Refused(effect.shown(), state.isOpen(), now);
    return new Next<>(
        who,
        (effect.applied() ? "applied, " : "refused, ") + what,
        message,
        Change.of(world).table(effect.after()).now(i, state.after(event)).world());
  }

  private void pass(World<I, O> world, List<Next<I, O>> nexts) {
    if (world.phase() < scenario.passing().size()) {
      Scenario.Passing passing = scenario.passing().get(world.phase());
      boolean isQuiet = world.seats().stream().allMatch(seat -> seat.state().request().isEmpty());
      if (isQuiet || !passing.quiet()) {
        nexts.add(
            new Next<>(
                "", passing.time() + " pass", null, Change.of(world).passed(passing).world()));
      }
    }
    Snapshot collected = world.table().collected(Instant.ofEpochMilli(now(world)));
    if (collected != world.table()) {
      nexts.add(new Next<>("", "collected", null, Change.of(world).table(collected).world()));
    }
  }
}
