package io.acteon.bench.compare;

import io.acteon.bench.compare.Target.Place;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The AWS SDK and nothing else, set up as our own client is: synchronous, on the AWS common
 * runtime, without retries, with the same time limits. Thread-safe.
 */
public record Sdk(DynamoDbClient client, SdkHttpClient http) implements AutoCloseable {
  private static final int CONNECTIONS = 256;
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(2);

  public static Sdk at(Place place) {
    SdkHttpClient http = AwsCrtHttpClient.builder().maxConcurrency(CONNECTIONS).build();
    DynamoDbClient client =
        DynamoDbClient.builder()
            .region(Region.of(place.region()))
            .endpointOverride(place.url())
            .credentialsProvider(credentials(place))
            .httpClient(http)
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .apiCallTimeout(CALL_TIMEOUT)
                    .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                    .build())
            .build();
    return new Sdk(client, http);
  }

  private static AwsCredentialsProvider credentials(Place place) {
    return place.isLocal()
        ? StaticCredentialsProvider.create(AwsBasicCredentials.create("acteonlocal", "acteonlocal"))
        : DefaultCredentialsProvider.builder().build();
  }

  @Override
  public void close() {
    client.close();
    http.close();
  }
}
