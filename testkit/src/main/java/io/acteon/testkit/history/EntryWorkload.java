package io.acteon.testkit.history;

import io.acteon.model.Scope;
import io.acteon.state.Entries;
import io.acteon.state.Entry;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.testkit.linearizability.History;
import io.acteon.testkit.linearizability.Operation;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Clients on several replicas that call random operations on a few keys, every call recorded.
 * Reproducible in what is called, not in how it interleaves.
 *
 * @param patience the deadline of one call; short ones leave more outcomes unknown
 */
public record EntryWorkload(
    long seed, int keys, int clients, int callsPerClient, Duration patience) {

  /** Runs to the end and answers the history of each key. */
  public Map<StateKey, List<Operation<EntryCall, EntryReply>>> run(List<StateStore> replicas)
      throws InterruptedException {
    var run = new Run(replicas);
    var tasks = new ArrayList<Callable<Void>>();
    for (int i = 0; i < clients; i++) {
      int number = i;
      tasks.add(() -> run.client(number));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> client : threads.invokeAll(tasks)) {
        client.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("a client of the workload with seed " + seed + " failed", e);
    }
    return run.histories();
  }

  /** One run. Thread-safe. */
  private final class Run {
    private final List<StateStore> replicas;
    private final List<StateKey> all = new ArrayList<>();
    private final Map<StateKey, History<EntryCall, EntryReply>> recorded = new LinkedHashMap<>();
    private final Map<StateKey, Version> lastSeen = new ConcurrentHashMap<>();
    private final AtomicLong values = new AtomicLong();

    Run(List<StateStore> replicas) {
      this.replicas = replicas;
      for (int i = 0; i < keys; i++) {
        var key = new StateKey(new Scope("lin", "seed-" + seed), Kind.RULE_STATE, "key-" + i);
        all.add(key);
        recorded.put(key, new History<>());
      }
    }

    Void client(int number) {
      var random = new Random(seed * 31 + number);
      Entries entries = replicas.get(number % replicas.size()).entries();
      for (int i = 0; i < callsPerClient; i++) {
        StateKey key = all.get(random.nextInt(all.size()));
        EntryCall call = call(key, random);
        try {
          recordedHistory(key)
              .record("client-" + number, call, () -> perform(entries, key, call))
              .ifPresent(reply -> remember(key, reply));
        } catch (StoreException.Unavailable _) {
          // Certainly without effect, so it has no place in the history: if that is a lie, a later
          // call shows it.
        }
      }
      return null;
    }

    private History<EntryCall, EntryReply> recordedHistory(StateKey key) {
      History<EntryCall, EntryReply> history = recorded.get(key);
      if (history == null) {
        throw new IllegalStateException("no history for " + key);
      }
      return history;
    }

    private EntryCall call(StateKey key, Random random) {
      String value = "v" + values.incrementAndGet();
      return switch (random.nextInt(10)) {
        case 0, 1 -> new EntryCall.Set(value);
        case 2, 3 -> new EntryCall.CheckAndSet(value);
        case 4, 5, 6 ->
            new EntryCall.CompareAndSwap(lastSeen.getOrDefault(key, Version.ABSENT), value);
        case 7 -> new EntryCall.Delete();
        default -> new EntryCall.Get();
      };
    }

    private void remember(StateKey key, EntryReply reply) {
      switch (reply) {
        case EntryReply.Wrote(Version version) -> lastSeen.put(key, version);
        case EntryReply.Saw(var entry) ->
            entry.ifPresentOrElse(
                seen -> lastSeen.put(key, seen.version()), () -> lastSeen.remove(key));
      }
    }

    private Optional<EntryReply> perform(Entries entries, StateKey key, EntryCall call) {
      Deadline deadline = Deadline.in(patience, TimeSource.system());
      return switch (call) {
        case EntryCall.Get _ -> Optional.of(saw(entries.get(key, deadline)));
        case EntryCall.Set(String value) ->
            reply(entries.set(key, value, Ttl.NEVER, deadline), _ -> Optional.empty());
        case EntryCall.CheckAndSet(String value) ->
            reply(entries.checkAndSet(key, value, Ttl.NEVER, deadline), Optional::of);
        case EntryCall.CompareAndSwap(Version expected, String value) ->
            reply(entries.compareAndSwap(key, expected, value, Ttl.NEVER, deadline), met -> met);
        case EntryCall.Delete _ -> reply(entries.delete(key, deadline), _ -> Optional.empty());
      };
    }

    private static <R> Optional<EntryReply> reply(
        Answer<Version, R> answer, Function<R, Optional<Entry>> met) {
      return switch (answer) {
        case Answer.Applied<Version, R>(Version version) ->
            Optional.of(new EntryReply.Wrote(version));
        case Answer.Refused<Version, R>(R refusal) -> Optional.of(saw(met.apply(refusal)));
        case Answer.Unknown<Version, R> _ -> Optional.empty();
      };
    }

    private static EntryReply saw(Optional<Entry> entry) {
      return new EntryReply.Saw(
          entry.map(found -> new EntryReply.Seen(found.value(), found.version())));
    }

    Map<StateKey, List<Operation<EntryCall, EntryReply>>> histories() {
      var histories = new LinkedHashMap<StateKey, List<Operation<EntryCall, EntryReply>>>();
      recorded.forEach((key, history) -> histories.put(key, history.operations()));
      return histories;
    }
  }
}
