package io.acteon.simulator.accounting;

import io.acteon.simulator.engine.Admission;
import io.acteon.simulator.engine.Charge;
import io.acteon.simulator.engine.Engine;
import io.acteon.simulator.engine.IndexChange;
import io.acteon.simulator.engine.Response;
import io.acteon.simulator.value.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import tools.jackson.databind.JsonNode;

/**
 * An engine in time: the caller says at which instant each request arrives, real or virtual, and
 * limits, index lag, stale reads and accounting follow from those instants. Thread-safe: one lock,
 * never held across I/O.
 *
 * <p>With virtual instants it tells what a load would consume without taking the time: 300,000
 * requests at 5,000 a second are requests at 0, 0.2, 0.4 ... ms.
 */
public final class MeteredEngine {
  /** Which delays a metered engine has. */
  public record Lags(Delay index, Delay staleReads) {
    public static Lags none() {
      return new Lags(Delay.none(), Delay.none());
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Engine engine;
  private final Buckets buckets;
  private final Ledger ledger = new Ledger();
  private final IndexLag indexLag;
  private final History history;

  public MeteredEngine(Engine engine, Limits limits) {
    this(engine, limits, Lags.none(), 0);
  }

  public MeteredEngine(Engine engine, Limits limits, Lags lags, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(seed);
    this.engine = engine;
    this.buckets = new Buckets(limits);
    this.indexLag = new IndexLag(lags.index(), random);
    this.history = new History(lags.staleReads(), random);
    if (!lags.index().isNone()) {
      engine.holdIndexes();
    }
  }

  /** Answers a request that arrives at an instant. */
  public Response apply(String operation, JsonNode request, Instant at) {
    return apply(operation, request, at, Admission.UNLIMITED);
  }

  /** The same; {@code faults} is asked after the limits have admitted the request. */
  public Response apply(String operation, JsonNode request, Instant at, Admission faults) {
    return locked(e -> {
      e.advanceTo(at);
      indexLag.propagateDue(e, at);
      Engine reader = history.reader(e, operation, request, at);
      Admission admission =
          charges -> {
            Charge refused = buckets.refusal(charges, at);
            return refused == null ? faults.refusal(charges) : refused;
          };
      Engine.Execution execution = reader.run(operation, request, admission);
      if (reader == e) {
        indexLag.scheduleNew(e, at);
        if (operation.equals("CreateTable")) {
          history.forget(); // No read is so stale that it does not know its table.
        }
        history.remember(e, at);
      }
      ledger.add(operation, execution.response(), execution.charges(), at);
      return execution.response();
    });
  }

  /** Counts a request that was refused before it reached the engine. */
  public Response refuse(String operation, Rejection rejection, Instant at) {
    Response response = Response.of(rejection);
    locked(_ -> {
      ledger.add(operation, response, List.of(), at);
      return response;
    });
    return response;
  }

  /** Counts an injected fault by its name. */
  public void countFault(String name) {
    locked(e -> {
      ledger.addFault(name);
      return e;
    });
  }

  /** The items that a request names. */
  public List<Engine.Touched> touched(String operation, JsonNode request) {
    return locked(e -> e.touched(operation, request));
  }

  /** Collects what has expired; answers how many items. Looks for them without the lock. */
  public int collectExpired(Instant now) {
    List<Engine.Touched> candidates = copy().expired(now);
    return locked(e -> {
      e.advanceTo(now);
      int collected = 0;
      for (Engine.Touched candidate : candidates) {
        collected += e.collect(candidate, now) ? 1 : 0;
      }
      indexLag.scheduleNew(e, now);
      history.remember(e, now);
      return collected;
    });
  }

  /** Index changes that queries do not see yet. */
  public List<IndexChange> pendingIndexChanges() {
    return locked(Engine::pendingIndexChanges);
  }

  public Report report() {
    return locked(_ -> ledger.report());
  }

  /** Forgets all requests and consumption; tables stay. */
  public void reset() {
    locked(e -> {
      ledger.reset();
      return e;
    });
  }

  /** An independent engine in the present state. */
  public Engine copy() {
    return locked(Engine::copy);
  }

  private <T> T locked(Function<Engine, T> work) {
    lock.lock();
    try {
      return work.apply(engine);
    } finally {
      lock.unlock();
    }
  }
}
