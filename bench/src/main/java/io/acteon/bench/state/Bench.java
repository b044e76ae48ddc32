package io.acteon.bench.state;

import io.acteon.bench.compare.Comparison;
import io.acteon.bench.compare.Contender;
import io.acteon.bench.compare.Cost;
import io.acteon.bench.compare.Ids;
import io.acteon.bench.compare.Target.Place;
import io.acteon.dynamodb.DynamoDbState;
import io.acteon.state.Counters.Admitted;
import io.acteon.state.Counters.Rate;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The engine and the bare SDK at one table, and the comparisons between them. Thread-safe. */
final class Bench implements AutoCloseable {
  private static final String OURS = "acteon";
  private static final String POLLING = "polling every 50 ms";
  private static final String SAME = "SDK, same requests";
  private static final int ENTRIES_READ = 256;

  /** So many permits that none is ever refused. */
  private static final Rate WIDE = new Rate(1_000_000, Duration.ofSeconds(1), 1_000_000);

  private final Ids ids = new Ids();
  private final Cost cost = new Cost();
  private final StateStore store;
  private final Bare bare;

  /** Beside the store that is measured, so that watching costs nothing there. */
  private final StateStore watched;

  private final List<Capture> captures = new CopyOnWriteArrayList<>();

  Bench(Place place) {
    this.store = library(place).listener(cost).open();
    this.watched = library(place).wire(this::captured).open();
    this.bare = new Bare(place);
  }

  private static DynamoDbState library(Place place) {
    return DynamoDbState.at(place.url()).region(place.region()).table(place.table());
  }

  /** An operation, and the very requests that it sends, sent by the bare SDK. */
  Comparison replayed(Operation operation, int clients) {
    Supplier<String> from = operation.needsEntry() ? entries() : ids::fresh;
    List<Replay> requests = capture(operation, from.get());
    List<Contender> contenders = new ArrayList<>();
    contenders.add(
        new Contender(
            OURS,
            cost,
            _ -> {
              operation.run(store, from.get());
              return 1;
            }));
    contenders.add(
        new Contender(
            SAME,
            bare.cost(),
            _ -> {
              String id = from.get();
              requests.forEach(request -> request.send(bare, id));
              return 1;
            }));
    if (operation == Operation.CHECK_AND_SET) {
      contenders.add(new Contender("SDK, least put", bare.cost(), _ -> leastPut()));
    }
    return new Comparison(operation.title(), clients, contenders);
  }

  private List<Replay> capture(Operation operation, String id) {
    operation.run(watched, id);
    List<Replay> requests = captures.stream().flatMap(one -> one.of(id).stream()).toList();
    if (requests.isEmpty()) {
      throw new IllegalStateException("no request of " + operation.title() + " was captured");
    }
    return requests;
  }

  private Capture captured(SdkHttpClient http) {
    Capture capture = new Capture(http);
    captures.add(capture);
    return capture;
  }

  private Supplier<String> entries() {
    List<String> there = ids.fresh(ENTRIES_READ);
    there.forEach(id -> Operation.SET.run(store, id));
    return () -> there.get(ThreadLocalRandom.current().nextInt(there.size()));
  }

  /** What does not survive a lost answer, an expiry or a deletion: the least that can be sent. */
  private int leastPut() {
    Map<String, AttributeValue> item =
        Map.of(
            "pk", AttributeValue.fromS("bare|put|" + ids.fresh()),
            "sk", AttributeValue.fromS("-"),
            "v", AttributeValue.fromS(Operation.VALUE));
    if (!bare.putIfAbsent(item)) {
      throw new IllegalStateException("a fresh key was taken");
    }
    return 1;
  }

  Comparison increments(int clients) {
    String id = ids.fresh();
    return new Comparison(
        "increment of one key",
        clients,
        List.of(
            new Contender(OURS, cost, Numbers.ofEngine(store, id)),
            new Contender("SDK, ADD", bare.cost(), Numbers.ofBare(bare, id))));
  }

  /** Clients that ask for one lock again and again. */
  Comparison locks(int clients, boolean handOversOnly) {
    String id = ids.fresh();
    return new Comparison(
        handOversOnly ? "lock, again and again: hand-overs" : "lock, again and again: turns",
        clients,
        List.of(
            new Contender(OURS, cost, new LockTurns(LockTurns.ofEngine(store, id), handOversOnly)),
            new Contender(
                POLLING,
                bare.cost(),
                new LockTurns(LockTurns.ofPolling(bare, id), handOversOnly))));
  }

  /** Many that ask for one lock, each once: hand-overs and nothing else. */
  Comparison lockPass(int askers, LockPass.Arrival arrival) {
    String id = ids.fresh();
    return new Comparison(
        "lock handed through %d, who came %s"
            .formatted(
                askers,
                switch (arrival) {
                  case TOGETHER -> "together";
                  case SPREAD -> "within 50 ms";
                }),
        1,
        List.of(
            new Contender(
                OURS,
                cost,
                new LockPass(new LockTurns(LockTurns.ofEngine(store, id), false), askers, arrival)),
            new Contender(
                POLLING,
                bare.cost(),
                new LockPass(
                    new LockTurns(LockTurns.ofPolling(bare, id), false), askers, arrival))));
  }

  /** A key per client; the SDK's ADD is what a fixed window would send. */
  Comparison admissions(int clients) {
    List<String> each = ids.fresh(clients);
    List<UpdateItemRequest> adds = each.stream().map(id -> bare.add("bare|window|" + id)).toList();
    List<StateKey> keys = each.stream().map(Operation::counter).toList();
    return new Comparison(
        "GCRA admit, a key per client",
        clients,
        List.of(
            new Contender(
                OURS,
                cost,
                client -> {
                  Admitted _ =
                      Operation.applied(
                          store.counters().admit(keys.get(client), WIDE, Operation.soon()));
                  return 1;
                }),
            new Contender(
                "SDK, ADD",
                bare.cost(),
                client -> {
                  var _ = bare.update(adds.get(client));
                  return 1;
                })));
  }

  @Override
  public void close() {
    store.close();
    watched.close();
    bare.close();
  }
}
