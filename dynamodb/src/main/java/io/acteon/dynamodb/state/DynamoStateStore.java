package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.ClockCheck;
import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Keys;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.dynamodb.internal.TableSpec.Replicas;
import io.acteon.dynamodb.internal.Tables;
import io.acteon.state.Claims;
import io.acteon.state.Counters;
import io.acteon.state.Entries;
import io.acteon.state.Locks;
import io.acteon.state.StateStore;
import io.acteon.state.Timers;
import io.acteon.store.Environment;
import io.acteon.store.StoreException;
import io.acteon.store.StoreHealth;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.SdkHttpClient;

/** The state of one deployment in one DynamoDB table. Thread-safe. */
public final class DynamoStateStore implements StateStore {
  /** Whatever is done at the end gives up by itself after five seconds, and then says so. */
  private static final Duration CLOSING = Duration.ofMillis(5_500);

  private final StateContext context;
  private final Entries entries;
  private final Counters counters;
  private final DynamoLocks locks;
  private final Claims claims;
  private final DynamoTimers timers;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  private DynamoStateStore(StateContext context) {
    this.context = context;
    this.entries = new DynamoEntries(context);
    this.counters = new DynamoCounters(context);
    this.locks = new DynamoLocks(context, new Random());
    this.claims = new DynamoClaims(context);
    this.timers = new DynamoTimers(context);
  }

  /**
   * Opens the store: makes sure that the table is fit and that the clocks agree.
   *
   * @param wire goes around the HTTP client, below the retries
   * @throws StoreException when the table is missing or not fit, or a clock is wrong
   */
  public static DynamoStateStore open(
      StateSettings settings, Environment environment, UnaryOperator<SdkHttpClient> wire) {
    Connection connection = Connection.open(settings.connection(), environment, wire);
    try {
      Duration patience = settings.connection().startPatience();
      tables(connection, settings).require(Deadline.in(patience, environment.time()));
      ClockCheck.require(connection);
      return assemble(connection, settings, environment);
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** The store over a connection whose table and clock are known to be good; owns it. */
  static DynamoStateStore assemble(
      Connection connection, StateSettings settings, Environment environment) {
    Keys keys = new Keys(settings.prefix());
    Stamps stamps = new Stamps(environment, settings.connection().maxClockSkew());
    return new DynamoStateStore(new StateContext(connection, keys, stamps));
  }

  /** Creates or completes the table; answers what was found and done, a sentence each. */
  public static List<String> migrate(
      StateSettings settings, Environment environment, Deadline deadline) {
    try (Connection connection = Connection.open(settings.connection(), environment)) {
      return tables(connection, settings).migrate(deadline);
    }
  }

  private static Tables tables(Connection connection, StateSettings settings) {
    Optional<String> writer = settings.writerRegion();
    if (writer.filter(region -> !region.equals(connection.region())).isPresent()) {
      throw new StoreException.Rejected(
          "writer_region is %s, but this process writes in %s: only one region may write"
              .formatted(writer.get(), connection.region()));
    }
    Replicas replicas = writer.isPresent() ? Replicas.SINGLE_WRITER : Replicas.STRONG_ONLY;
    return new Tables(connection, StateTable.spec(connection.table(), replicas));
  }

  @Override
  public Entries entries() {
    return entries;
  }

  @Override
  public Counters counters() {
    return counters;
  }

  @Override
  public Locks locks() {
    return locks;
  }

  @Override
  public Claims claims() {
    return claims;
  }

  @Override
  public Timers timers() {
    return timers;
  }

  @Override
  public StoreHealth probe(Deadline deadline) {
    long start = context.time().nanos();
    ItemKey nothing = context.keys().probe();
    try {
      var _ = Reads.item(context.connection(), "probe", nothing, deadline);
      return new StoreHealth.Up(Duration.ofNanos(context.time().nanos() - start));
    } catch (StoreException e) {
      return new StoreHealth.Down(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Releases the leases and leaves the timers to others, all side by side, and waits for that up to
   * 5.5 seconds, even on an interrupted thread. Closing again waits for the end of the first time.
   */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      try {
        Deadline deadline = Deadline.in(CLOSING, context.time());
        timers.leave();
        locks.close(deadline);
        timers.close(deadline);
      } finally {
        context.close();
        closed.complete(null);
      }
    }
    closed.join();
  }
}
