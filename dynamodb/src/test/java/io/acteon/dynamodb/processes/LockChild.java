package io.acteon.dynamodb.processes;

import io.acteon.model.Scope;
import io.acteon.state.Entries;
import io.acteon.state.FencingToken;
import io.acteon.state.Kind;
import io.acteon.state.Lease;
import io.acteon.state.Locks.Held;
import io.acteon.state.Locks.LockKey;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * Takes a lock and writes under its protection, as it is ordered: {@code turns}, {@code hold},
 * {@code write}, {@code release}. Says {@code got TOKEN ASKED ANSWERED} (nanoseconds of the clock
 * that all processes of a machine share), {@code landed TOKEN VERSION}, {@code refused TOKEN SEEN},
 * {@code holds BOOLEAN}.
 */
final class LockChild {
  static final int TURNS = 8;
  static final Duration LEASE = Duration.ofMillis(1500);
  static final StateKey GUARDED =
      new StateKey(new Scope("processes", "t"), Kind.RULE_STATE, "guarded");

  private static final LockKey LOCK = new LockKey(new Scope("processes", "t"), "one");

  private final DisturbedStore store;
  private final Random random;
  private final Deque<Lease> held = new ArrayDeque<>();

  private LockChild(DisturbedStore store, long seed) {
    this.store = store;
    this.random = new Random(seed);
  }

  public static void main(String[] words) throws IOException, InterruptedException {
    Setup setup = Setup.of(words);
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (DisturbedStore store = new DisturbedStore(setup)) {
      var child = new LockChild(store, setup.seed());
      System.out.println("ready");
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        child.obey(order);
      }
    }
  }

  private void obey(String order) throws InterruptedException {
    switch (order) {
      case "turns" -> turns();
      case "hold" -> held.push(acquire());
      case "write" -> {
        System.out.println("holds " + held.element().isHeld());
        write(held.element().token());
      }
      case "release" -> {
        held.pop().close();
        System.out.println("released");
      }
      default -> throw new IllegalArgumentException("no such order: " + order);
    }
  }

  private void turns() throws InterruptedException {
    for (int i = 0; i < TURNS; i++) {
      try (Lease lease = acquire()) {
        write(lease.token());
        store.time().sleep(Duration.ofMillis(random.nextInt(20)));
        write(lease.token());
      }
      store.time().sleep(Duration.ofMillis(random.nextInt(60)));
    }
    System.out.println("turned");
  }

  private Lease acquire() throws InterruptedException {
    while (true) {
      long asked = System.nanoTime();
      if (store.state().locks().acquire(LOCK, LEASE, store.patient())
          instanceof Answer.Applied<Lease, Held>(Lease lease)) {
        System.out.println(
            "got %d %d %d".formatted(lease.token().value(), asked, System.nanoTime()));
        return lease;
      }
    }
  }

  private void write(FencingToken token) {
    Entries entries = store.state().entries();
    String value = Long.toString(token.value());
    System.out.println(
        switch (entries.fencedSet(GUARDED, value, Ttl.NEVER, token, store.patient())) {
          case Answer.Applied<Version, FencingToken>(Version version) ->
              "landed %d %d".formatted(token.value(), version.value());
          case Answer.Refused<Version, FencingToken>(FencingToken seen) ->
              "refused %d %d".formatted(token.value(), seen.value());
          case Answer.Unknown<Version, FencingToken>(String reason) ->
              "unknown %d %s".formatted(token.value(), reason);
        });
  }
}
