package io.acteon.engine;

import io.acteon.state.Claims;
import io.acteon.state.Counters;
import io.acteon.state.Entries;
import io.acteon.state.Locks;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.state.Timers;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.store.StoreHealth;
import io.acteon.time.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A state store that counts the calls of the pipeline and fails them when a test says so, in front
 * of a real one. Thread-safe.
 */
final class FaultyState implements StateStore {
  final List<String> calls = new CopyOnWriteArrayList<>();
  final Switches on = new Switches();
  private final StateStore real;

  FaultyState(StateStore real) {
    this.real = real;
  }

  /** What fails, and how. */
  static final class Switches {
    volatile boolean down;
    volatile boolean completionDown;
    volatile boolean claimLandsButIsUnknown;
    volatile boolean countIsUnknown;
  }

  @Override
  public Claims claims() {
    return new FaultyClaims(real.claims());
  }

  @Override
  public Counters counters() {
    return new FaultyCounters(real.counters());
  }

  @Override
  public Entries entries() {
    return real.entries();
  }

  @Override
  public Locks locks() {
    return real.locks();
  }

  @Override
  public Timers timers() {
    return real.timers();
  }

  @Override
  public StoreHealth probe(Deadline deadline) {
    return real.probe(deadline);
  }

  @Override
  public void close() {
    real.close();
  }

  private void call(String name) {
    // A store that is called under an interrupt would give up; ours only says so.
    calls.add(Thread.currentThread().isInterrupted() ? name + " under an interrupt" : name);
    if (on.down) {
      throw new StoreException.Unavailable("the store is down, says the test");
    }
  }

  private final class FaultyClaims implements Claims {
    private final Claims claims;

    FaultyClaims(Claims claims) {
      this.claims = claims;
    }

    @Override
    public Answer<Claim, Standing> claim(StateKey key, Terms terms, Deadline deadline) {
      call("claim");
      Answer<Claim, Standing> answer = claims.claim(key, terms, deadline);
      return on.claimLandsButIsUnknown ? Answer.unknown("lost, says the test") : answer;
    }

    @Override
    public Answer<Standing.Completed, Entries.Absent> complete(
        Claim claim, String result, Deadline deadline) {
      call("complete");
      if (on.completionDown) {
        throw new StoreException.Unavailable("no completions, says the test");
      }
      return claims.complete(claim, result, deadline);
    }

    @Override
    public Answer<Entries.Absent, Entries.Absent> release(Claim claim, Deadline deadline) {
      call("release");
      return claims.release(claim, deadline);
    }

    @Override
    public Optional<Standing> read(StateKey key, Deadline deadline) {
      call("read");
      return claims.read(key, deadline);
    }

    @Override
    public Optional<Standing> await(StateKey key, Deadline deadline) throws InterruptedException {
      call("await");
      return claims.await(key, deadline);
    }
  }

  private final class FaultyCounters implements Counters {
    private final Counters counters;

    FaultyCounters(Counters counters) {
      this.counters = counters;
    }

    @Override
    public Answer<Count, Void> increment(StateKey key, long delta, Ttl ttl, Deadline deadline) {
      call("increment");
      return on.countIsUnknown
          ? Answer.unknown("lost, says the test")
          : counters.increment(key, delta, ttl, deadline);
    }

    @Override
    public Optional<Count> read(StateKey key, Deadline deadline) {
      call("read counter");
      return counters.read(key, deadline);
    }

    @Override
    public Answer<Entries.Absent, Entries.Absent> delete(StateKey key, Deadline deadline) {
      return counters.delete(key, deadline);
    }

    @Override
    public Answer<Admitted, Rejected> admit(StateKey key, Rate rate, Deadline deadline) {
      return counters.admit(key, rate, deadline);
    }
  }
}
