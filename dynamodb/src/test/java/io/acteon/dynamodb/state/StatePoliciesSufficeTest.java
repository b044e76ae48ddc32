package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.TableSpec.Replicas;
import io.acteon.dynamodb.internal.Tables;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.state.Claims;
import io.acteon.state.Claims.Claim;
import io.acteon.state.Counters;
import io.acteon.state.FencingToken;
import io.acteon.state.Kind;
import io.acteon.state.Lease;
import io.acteon.state.Locks.LockKey;
import io.acteon.state.StateKey;
import io.acteon.state.Timers.Claimed;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.store.StoreHealth;
import io.acteon.store.StoreListener;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import io.acteon.time.UuidV7;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Everything that the state store and its migration ask of DynamoDB is granted by the policies in
 * deploy/, and nothing is granted that they do not ask: an operation that is added without its
 * permission fails here and not in AWS.
 */
final class StatePoliciesSufficeTest {
  private static final Kind POINT = new Kind("permitted", Kind.Shape.POINT);
  private static final Kind LISTABLE = new Kind("permitted_list", Kind.Shape.LISTABLE);
  private static final Kind COUNTER = new Kind("permitted_count", Kind.Shape.COUNTER);
  private static final Scope SCOPE = new Scope("policies", "t");
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Claims.Terms TERMS =
      new Claims.Terms(Duration.ofSeconds(30), Duration.ofHours(1), "");

  private final FakeTime time = FakeTime.startingNow();

  /** Action and resource of each request, such as {@code dynamodb:Query table/t/index/due}. */
  private final Set<String> asked = new ConcurrentSkipListSet<>();

  @Test
  void runningAsksForWhatIsGrantedAndForAllOfIt() throws IOException, InterruptedException {
    LocalTable table = LocalTable.create();
    try (DynamoStateStore store = table.open(time, StoreListener.NONE, this::watched)) {
      entries(store);
      claims(store);
      counters(store);
      locks(store);
      timers(store);
      assertThat(store.probe(LocalTable.soon())).isInstanceOf(StoreHealth.Up.class);
    }
    try (Connection connection = connection(table.settings())) {
      new Tables(connection, StateTable.spec(table.name(), Replicas.STRONG_ONLY))
          .require(LocalTable.soon());
    }

    assertThat(asked).isEqualTo(granted("iam-runtime.json", "State", table.name()));
  }

  @Test
  void migratingAsksForWhatIsGranted() throws IOException {
    String name = "policies-" + Long.toHexString(System.nanoTime());
    StateSettings settings = LocalTable.settingsAt(SharedDynamoDbLocal.url(), name);
    try (Connection connection = connection(settings)) {
      var _ =
          new Tables(connection, StateTable.spec(name, Replicas.STRONG_ONLY))
              .migrate(LocalTable.soon());
    }

    assertThat(asked).contains("dynamodb:CreateTable table/" + name);
    assertThat(granted("iam-migrate.json", "MakeTables", name)).containsAll(asked);
  }

  private static void entries(DynamoStateStore store) {
    StateKey key = new StateKey(SCOPE, LISTABLE, "a");
    Deadline soon = LocalTable.soon();
    Version version = applied(store.entries().set(key, "1", Ttl.NEVER, soon));
    var _ = store.entries().checkAndSet(key, "2", Ttl.NEVER, soon);
    var _ = applied(store.entries().compareAndSwap(key, version, "3", Ttl.KEEP, soon));
    var _ = applied(store.entries().fencedSet(key, "4", Ttl.NEVER, new FencingToken(7), soon));
    assertThat(store.entries().get(key, soon)).isPresent();
    assertThat(store.entries().list(SCOPE, LISTABLE, "", Optional.empty(), 10, soon).entries())
        .hasSize(1);
    assertThat(store.entries().scopes(LISTABLE, soon)).containsExactly(SCOPE);
    var _ = applied(store.entries().delete(key, soon));
  }

  private static void claims(DynamoStateStore store) throws InterruptedException {
    StateKey key = new StateKey(SCOPE, POINT, "a");
    Deadline soon = LocalTable.soon();
    Claim claim = applied(store.claims().claim(key, TERMS, soon));
    var _ = applied(store.claims().release(claim, soon));
    Claim next = applied(store.claims().claim(key, TERMS, soon));
    assertThat(store.claims().read(key, soon)).isPresent();
    var _ = applied(store.claims().complete(next, "done", soon));
    assertThat(store.claims().await(key, soon)).isPresent();
  }

  private static void counters(DynamoStateStore store) {
    StateKey count = new StateKey(SCOPE, COUNTER, "a");
    Deadline soon = LocalTable.soon();
    var _ = applied(store.counters().increment(count, 1, Ttl.NEVER, soon));
    assertThat(store.counters().read(count, soon)).isPresent();
    var _ = applied(store.counters().delete(count, soon));
    Counters.Rate rate = new Counters.Rate(1, Duration.ofMinutes(1), 1);
    var _ = applied(store.counters().admit(new StateKey(SCOPE, COUNTER, "b"), rate, soon));
  }

  private static void locks(DynamoStateStore store) throws InterruptedException {
    LockKey key = new LockKey(SCOPE, "a");
    Deadline soon = LocalTable.soon();
    try (Lease lease = applied(store.locks().acquire(key, LEASE, soon))) {
      assertThat(lease.extend(soon)).isTrue();
      var _ = applied(store.locks().holder(key, soon));
      var _ = applied(store.locks().forceUnlock(key, lease.token(), soon));
    }
  }

  private void timers(DynamoStateStore store) {
    StateKey key = new StateKey(SCOPE, POINT, "timer");
    Deadline soon = LocalTable.soon();
    var _ = applied(store.timers().put("permitted", key, time.now(), "p", soon));
    assertThat(store.timers().get(key, soon)).isPresent();
    assertThat(store.timers().nextDue("permitted", soon)).isPresent();
    Claimed claimed = store.timers().claimDue("permitted", 1, LEASE, soon).getFirst();
    var _ = applied(store.timers().reschedule(claimed, time.now(), "q", soon));
    var _ = applied(store.timers().remove(key, soon));
  }

  private Connection connection(StateSettings settings) {
    Environment environment = new Environment(time, new UuidV7(time), StoreListener.NONE);
    return Connection.open(settings.connection(), environment, this::watched);
  }

  private SdkHttpClient watched(SdkHttpClient next) {
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        asked.add(permission(request));
        return next.prepareRequest(request);
      }

      @Override
      public void close() {
        next.close();
      }
    };
  }

  private static String permission(HttpExecuteRequest request) {
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
    try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
      Json.Obj asked = (Json.Obj) JsonText.parse(body.readAllBytes());
      String index = asked.field("IndexName").map(name -> "/index/" + text(name)).orElse("");
      return "dynamodb:%s table/%s%s"
          .formatted(
              target.substring(target.indexOf('.') + 1),
              text(asked.field("TableName").orElseThrow()),
              index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a statement grants on the state table and its index, as {@link #asked} puts it. */
  private static Set<String> granted(String file, String sid, String table) throws IOException {
    Path path = Path.of(System.getProperty("acteon.root", ".."), "deploy", file);
    Json.Obj policy = (Json.Obj) JsonText.parse(Files.readAllBytes(path));
    return ((Json.Arr) policy.field("Statement").orElseThrow())
        .items().stream()
            .map(Json.Obj.class::cast)
            .filter(statement -> text(statement.field("Sid").orElseThrow()).equals(sid))
            .flatMap(statement ->
                texts(statement, "Action").stream()
                    .flatMap(action ->
                        texts(statement, "Resource").stream()
                            .map(arn -> arn.substring(arn.indexOf("table/")))
                            .filter(resource -> resource.startsWith("table/acteon_state"))
                            .filter(resource -> isOf(action, resource))
                            .map(resource -> action + " " + resource)))
            .map(permission -> permission.replace("acteon_state", table))
            .collect(Collectors.toSet());
  }

  /** Of what is granted for table and index alike, an index can only be queried. */
  private static boolean isOf(String action, String resource) {
    return !resource.contains("/index/") || action.equals("dynamodb:Query");
  }

  private static Set<String> texts(Json.Obj object, String name) {
    return ((Json.Arr) object.field(name).orElseThrow())
        .items().stream().map(StatePoliciesSufficeTest::text).collect(Collectors.toSet());
  }

  private static String text(Json json) {
    return ((Json.Str) json).value();
  }

  private static <A> A applied(Answer<A, ?> answer) {
    if (answer instanceof Answer.Applied<A, ?>(A value)) {
      return value;
    }
    throw new AssertionError("not applied: " + answer);
  }
}
