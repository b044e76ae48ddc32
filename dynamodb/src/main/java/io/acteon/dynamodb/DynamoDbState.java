package io.acteon.dynamodb;

import io.acteon.dynamodb.internal.ConnectionSettings;
import io.acteon.dynamodb.internal.ConnectionSettings.HttpClient;
import io.acteon.dynamodb.state.DynamoStateStore;
import io.acteon.dynamodb.state.StateSettings;
import io.acteon.state.StateStore;
import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Opens the state store of a library user: {@code DynamoDbState.aws().table("locks").open()}. Every
 * setting has a default. For one thread; the store it opens is thread-safe.
 */
public final class DynamoDbState {
  private final Optional<URI> url;
  private Optional<String> region = Optional.empty();
  private Optional<String> profile = Optional.empty();
  private Optional<String> writerRegion = Optional.empty();
  private String table = StateSettings.DEFAULT_TABLE;
  private String prefix = StateSettings.DEFAULT_PREFIX;
  private HttpClient httpClient = HttpClient.CRT;
  private int maxConnections = 256;
  private Duration attemptTimeout = Duration.ofSeconds(2);
  private Duration maxClockSkew = Duration.ofSeconds(5);
  private StoreListener listener = StoreListener.NONE;
  private UnaryOperator<SdkHttpClient> wire = UnaryOperator.identity();

  private DynamoDbState(Optional<URI> url) {
    this.url = url;
  }

  /** In AWS: region and credentials by the standard chain, the table made beforehand. */
  public static DynamoDbState aws() {
    return new DynamoDbState(Optional.empty());
  }

  /**
   * At an endpoint of its own, such as DynamoDB Local; over plain HTTP, a missing table is made.
   */
  public static DynamoDbState at(URI url) {
    return new DynamoDbState(Optional.of(url));
  }

  public DynamoDbState region(String region) {
    this.region = Optional.of(region);
    return this;
  }

  public DynamoDbState profile(String profile) {
    this.profile = Optional.of(profile);
    return this;
  }

  public DynamoDbState table(String table) {
    this.table = table;
    return this;
  }

  /** Begins every key: applications with different prefixes can share a table. */
  public DynamoDbState prefix(String prefix) {
    this.prefix = prefix;
    return this;
  }

  /** The only region that writes, for an eventually consistent global table. */
  public DynamoDbState writerRegion(String region) {
    this.writerRegion = Optional.of(region);
    return this;
  }

  /** The pure Java HTTP client instead of the AWS common runtime. */
  public DynamoDbState pureJava() {
    this.httpClient = HttpClient.APACHE5;
    return this;
  }

  public DynamoDbState maxConnections(int most) {
    this.maxConnections = most;
    return this;
  }

  /** The bound of one attempt; that of a whole call is its deadline. */
  public DynamoDbState attemptTimeout(Duration timeout) {
    this.attemptTimeout = timeout;
    return this;
  }

  /** How far the clocks of processes may be apart. */
  public DynamoDbState maxClockSkew(Duration skew) {
    this.maxClockSkew = skew;
    return this;
  }

  /** Hears of every call, for metrics. */
  public DynamoDbState listener(StoreListener listener) {
    this.listener = listener;
    return this;
  }

  /** Goes around the HTTP client, below the retries: for tests that disturb requests. */
  public DynamoDbState wire(UnaryOperator<SdkHttpClient> wire) {
    this.wire = wire;
    return this;
  }

  /**
   * Opens the store; close it in the end.
   *
   * @throws io.acteon.store.StoreException when the table is missing or not fit
   */
  public StateStore open() {
    return DynamoStateStore.open(settings(), environment(), wire);
  }

  /** Creates or completes the table; answers what was found and done, a sentence each. */
  public List<String> migrate(Duration atMost) {
    Environment environment = environment();
    return DynamoStateStore.migrate(
        settings(), environment, Deadline.in(atMost, environment.time()));
  }

  private Environment environment() {
    TimeSource time = TimeSource.system();
    return new Environment(time, new UuidV7(time), listener);
  }

  private StateSettings settings() {
    ConnectionSettings connection =
        new ConnectionSettings(
            url, region, profile, table, httpClient, maxConnections, attemptTimeout, maxClockSkew);
    return new StateSettings(connection, prefix, writerRegion);
  }
}
