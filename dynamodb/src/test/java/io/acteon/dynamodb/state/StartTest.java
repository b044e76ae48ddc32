package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.dynamodb.DynamoDbState;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.state.StateBackend;
import io.acteon.state.StateStore;
import io.acteon.store.Environment;
import io.acteon.store.Settings;
import io.acteon.store.StoreException;
import io.acteon.store.StoreHealth;
import io.acteon.store.StoreListener;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Opening a store: as configuration does, as a library user does, and when it must be refused. */
final class StartTest {
  private static final LocalTable TABLE = LocalTable.create();

  static List<Duration> wrongClocks() {
    return List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ofSeconds(-9));
  }

  @ParameterizedTest
  @MethodSource("wrongClocks")
  void aWrongClockIsRefused(Duration skew) {
    assertThatThrownBy(() -> open(skew))
        .isInstanceOf(StoreException.Rejected.class)
        .hasMessageContaining("clock")
        .hasMessageContaining("max_clock_skew_ms")
        .hasMessageContaining(skew.isNegative() ? "behind" : "ahead");
  }

  @Test
  void aClockThatIsALittleOffIsAccepted() {
    open(Duration.ofSeconds(3)).close();
  }

  @Test
  void theBackendIsFoundByItsNameAndOpensWhatIsConfigured() {
    StateBackend backend =
        ServiceLoader.load(StateBackend.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.name().equals("dynamodb"))
            .findFirst()
            .orElseThrow();
    Settings settings =
        new Settings(
            backend.settings(),
            Map.of(
                "url",
                SharedDynamoDbLocal.url().toString(),
                "region",
                "us-east-1",
                "table_name",
                "configured-" + UUID.randomUUID(),
                "http_client",
                "apache5"));

    assertThat(backend.migrate(settings, Environment.system(), LocalTable.soon()))
        .anySatisfy(done -> assertThat(done).startsWith("created table configured-"));
    try (StateStore store = backend.open(settings, Environment.system())) {
      assertThat(store.probe(LocalTable.soon())).isInstanceOf(StoreHealth.Up.class);
    }
  }

  @Test
  void anotherWriterRegionIsRefused() {
    assertThatThrownBy(() ->
            DynamoDbState.at(SharedDynamoDbLocal.url())
                .region("us-east-1")
                .writerRegion("eu-west-1")
                .open())
        .isInstanceOf(StoreException.Rejected.class)
        .hasMessageContaining("eu-west-1")
        .hasMessageContaining("us-east-1");
  }

  @Test
  void aStoreThatDoesNotAnswerIsDown() {
    Deadline shortly = Deadline.in(Duration.ofMillis(300), TimeSource.system());
    try (DynamoStateStore store = TABLE.open(TimeSource.system(), new Calls(), Unreachable::new)) {
      assertThat(store.probe(shortly)).isInstanceOf(StoreHealth.Down.class);
    }
  }

  private static StateStore open(Duration skew) {
    TimeSource time = new SkewedTime(skew);
    return DynamoStateStore.open(
        TABLE.settings(),
        new Environment(time, new UuidV7(time), StoreListener.NONE),
        UnaryOperator.identity());
  }
}
