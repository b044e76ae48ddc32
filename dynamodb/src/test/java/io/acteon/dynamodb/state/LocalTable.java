package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.ConnectionSettings;
import io.acteon.dynamodb.internal.ConnectionSettings.HttpClient;
import io.acteon.dynamodb.internal.TableSpec.Replicas;
import io.acteon.dynamodb.internal.Tables;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.SdkHttpClient;

/** A state table of a test class's own, in the shared DynamoDB Local or elsewhere. Thread-safe. */
final class LocalTable {
  static final Duration MAX_SKEW = Duration.ofSeconds(5);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final StateSettings settings;

  private LocalTable(StateSettings settings) {
    this.settings = settings;
  }

  /** Makes the table in the shared DynamoDB Local. */
  static LocalTable create() {
    return createAt(SharedDynamoDbLocal.url());
  }

  static LocalTable createAt(URI url) {
    String table = "state-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    StateSettings settings = settingsAt(url, table);
    try (Connection opened = Connection.open(settings.connection(), Environment.system())) {
      new Tables(opened, StateTable.spec(table, Replicas.STRONG_ONLY)).require(soon());
    }
    return new LocalTable(settings);
  }

  /** Of a table that may not be there yet. */
  static StateSettings settingsAt(URI url, String table) {
    ConnectionSettings connection =
        new ConnectionSettings(
            Optional.of(url),
            Optional.of("us-east-1"),
            Optional.empty(),
            table,
            HttpClient.CRT,
            64,
            Duration.ofSeconds(10),
            MAX_SKEW);
    return new StateSettings(connection, "test", Optional.empty());
  }

  static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(30), TimeSource.system());
  }

  StateSettings settings() {
    return settings;
  }

  String name() {
    return settings.connection().table();
  }

  /** Opens a store as a process of its own would; clocks are not compared with the table's. */
  DynamoStateStore open(TimeSource time) {
    return open(time, StoreListener.NONE, UnaryOperator.identity());
  }

  DynamoStateStore open(
      TimeSource time, StoreListener listener, UnaryOperator<SdkHttpClient> wire) {
    Environment environment = new Environment(time, new UuidV7(time), listener);
    return DynamoStateStore.assemble(
        Connection.open(settings.connection(), environment, wire), settings, environment);
  }
}
