package io.acteon.dynamodb.internal;

import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * The way to one DynamoDB table: client, attempt loop, meters and clock offset. Thread-safe. Close
 * it after everything that uses it.
 */
public final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(25);
  private static final Duration MOST_BACKOFF = Duration.ofSeconds(2);
  private static final Duration TIMER_TICK = Duration.ofMillis(200);

  private final ConnectionSettings settings;
  private final TimeSource time;
  private final StoreListener listener;
  private final SdkHttpClient http;
  private final ScheduledThreadPoolExecutor timeouts;
  private final DynamoDbClient client;
  private final ClockOffset offset;
  private final Attempts attempts;
  private final FaultText text;
  private final String region;

  private Connection(
      ConnectionSettings settings, Environment environment, UnaryOperator<SdkHttpClient> wire) {
    this.settings = settings;
    this.time = environment.time();
    this.listener = environment.listener();
    RegionChoice choice =
        RegionChoice.of(
            settings.region(),
            name -> Optional.ofNullable(System.getenv(name)),
            () -> RegionChoice.ofProfile(settings.profile()));
    if (choice.isGuess()) {
      LOG.warn("No AWS region is configured; using {}", choice.region());
    }
    this.offset = new ClockOffset(listener, settings.table());
    this.http = wire.apply(httpClient(settings));
    this.region = choice.region().id();
    this.timeouts = timeouts();
    this.client = client(choice.region(), settings);
    this.text =
        new FaultText(
            settings
                .url()
                .map(url -> url + " (region " + region + ")")
                .orElseGet(() -> "AWS region " + region));
    this.attempts =
        new Attempts(
            new Backoff(FIRST_BACKOFF, MOST_BACKOFF, new Random()),
            settings.maxConnections(),
            settings.attemptTimeout(),
            text);
  }

  public static Connection open(ConnectionSettings settings, Environment environment) {
    return open(settings, environment, UnaryOperator.identity());
  }

  /**
   * Opens with {@code wire} around the HTTP client: below the attempt loop, where tests lose, delay
   * and repeat requests.
   */
  public static Connection open(
      ConnectionSettings settings, Environment environment, UnaryOperator<SdkHttpClient> wire) {
    return new Connection(settings, environment, wire);
  }

  private static SdkHttpClient httpClient(ConnectionSettings settings) {
    return switch (settings.httpClient()) {
      case CRT ->
          AwsCrtHttpClient.builder()
              .maxConcurrency(settings.maxConnections())
              .connectionTimeout(CONNECT_TIMEOUT)
              .build();
      case APACHE5 ->
          Apache5HttpClient.builder()
              .maxConnections(settings.maxConnections())
              .connectionTimeout(CONNECT_TIMEOUT)
              .build();
    };
  }

  /**
   * What ends attempts that take too long. The SDK's own keeps the timer of an answered attempt
   * until it would have rung, and wakes up for each. With a tick always due before them the timers
   * of attempts are never the first, so that setting one wakes nobody.
   */
  private static ScheduledThreadPoolExecutor timeouts() {
    var executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("acteon-attempt-timeouts").factory());
    executor.setRemoveOnCancelPolicy(true);
    var _ = executor.scheduleAtFixedRate(() -> {}, 0, TIMER_TICK.toMillis(), TimeUnit.MILLISECONDS);
    return executor;
  }

  private DynamoDbClient client(Region in, ConnectionSettings settings) {
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder()
            .region(in)
            .credentialsProvider(CredentialsChoice.of(settings))
            .httpClient(http)
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .scheduledExecutorService(timeouts)
                    .addExecutionInterceptor(new Transmission.Watch(time, offset))
                    .build());
    settings.url().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  public ConnectionSettings settings() {
    return settings;
  }

  public String table() {
    return settings.table();
  }

  public String region() {
    return region;
  }

  public DynamoDbClient client() {
    return client;
  }

  public Attempts attempts() {
    return attempts;
  }

  public ClockOffset clockOffset() {
    return offset;
  }

  public TimeSource time() {
    return time;
  }

  FaultText text() {
    return text;
  }

  /** The meter of one call; its owner ends it. */
  public CallMeter meter(String operation) {
    return new CallMeter(listener, time, settings.table(), operation);
  }

  @Override
  public void close() {
    client.close();
    http.close();
    timeouts.shutdown(); // Attempts in flight keep their bounds; the tick ends at once.
  }
}
