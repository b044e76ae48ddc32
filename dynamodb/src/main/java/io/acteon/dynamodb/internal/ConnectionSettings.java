package io.acteon.dynamodb.internal;

import io.acteon.store.Setting;
import io.acteon.store.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How to reach one DynamoDB table. Immutable.
 *
 * @param url the endpoint; empty for AWS
 * @param maxConnections requests in flight at most; above about 1000 the CRT client fails to start
 *     them in time
 * @param attemptTimeout the bound of one attempt; the whole call is bounded by its deadline
 * @param maxClockSkew how far clocks of processes may be apart
 */
public record ConnectionSettings(
    Optional<URI> url,
    Optional<String> region,
    Optional<String> profile,
    String table,
    HttpClient httpClient,
    int maxConnections,
    Duration attemptTimeout,
    Duration maxClockSkew) {

  private static final int MOST_CONNECTIONS = 1_000;

  /** Which HTTP client carries the requests. */
  public enum HttpClient {
    CRT,
    APACHE5
  }

  public ConnectionSettings {
    url.ifPresent(ConnectionSettings::checkUrl);
    if (!table.matches("[a-zA-Z0-9_.-]{3,255}")) {
      throw new IllegalArgumentException(
          "table_name = '" + table + "': a table's name has 3 to 255 of a-z A-Z 0-9 '_' '-' '.'");
    }
    if (maxConnections < 1 || maxConnections > MOST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "max_connections = " + maxConnections + " must be 1 to " + MOST_CONNECTIONS);
    }
    if (!attemptTimeout.isPositive()) {
      throw new IllegalArgumentException("attempt_timeout_ms must be positive");
    }
    if (!maxClockSkew.isPositive()) {
      throw new IllegalArgumentException("max_clock_skew_ms must be positive");
    }
  }

  /** The keys that every DynamoDB backend understands. */
  public static List<Setting> keys(String defaultTable) {
    return List.of(
        Setting.text(
            "url", "Endpoint, such as http://localhost:8000 for DynamoDB Local; leave out for AWS"),
        Setting.text(
            "region",
            "AWS region; else AWS_REGION, AWS_DEFAULT_REGION, the profile's, then us-east-1"),
        Setting.text("profile", "Named profile of the AWS configuration files"),
        Setting.text("table_name", defaultTable, "Name of the table"),
        Setting.word(
            "http_client",
            "crt",
            List.of("crt", "apache5"),
            "HTTP client: crt (AWS common runtime) or apache5 (pure Java, about a third dearer)"),
        Setting.integer("max_connections", 256, "Requests in flight at most; others wait"),
        Setting.integer("attempt_timeout_ms", 2_000, "Bound of one attempt, in milliseconds"),
        Setting.integer(
            "max_clock_skew_ms",
            5_000,
            "How far clocks may be apart, in milliseconds; the start is refused beyond it"));
  }

  /** Reads the values of {@link #keys}. */
  public static ConnectionSettings of(Settings settings) {
    return new ConnectionSettings(
        settings.text("url").map(ConnectionSettings::parse),
        settings.text("region"),
        settings.text("profile"),
        settings.required("table_name"),
        HttpClient.valueOf(settings.required("http_client").toUpperCase(Locale.ROOT)),
        Math.toIntExact(Math.clamp(settings.integer("max_connections"), 0, Integer.MAX_VALUE)),
        Duration.ofMillis(settings.integer("attempt_timeout_ms")),
        Duration.ofMillis(settings.integer("max_clock_skew_ms")));
  }

  /**
   * Whether this is a local stand-in, where tables may be made on start: plain HTTP to something
   * that is not AWS. (A VPC endpoint is AWS.)
   */
  public boolean isLocal() {
    return url.filter(to -> to.getScheme().equals("http") && !isAws(to)).isPresent();
  }

  /**
   * How long a start waits for the table: AWS may be making it, a local stand-in is there or not.
   */
  public Duration startPatience() {
    return isLocal() ? Duration.ofSeconds(15) : Duration.ofSeconds(60);
  }

  /** Whether the endpoint is on this machine. */
  public boolean isLoopback() {
    return url.map(URI::getHost)
        .filter(host ->
            host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d+){3}"))
        .isPresent();
  }

  private static boolean isAws(URI url) {
    return url.getHost().endsWith(".amazonaws.com")
        || url.getHost().endsWith(".amazonaws.com.cn")
        || url.getHost().endsWith(".api.aws");
  }

  private static URI parse(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("url = '" + text + "' is not a URL", e);
    }
  }

  private static void checkUrl(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null) {
      throw new IllegalArgumentException(
          "url = '" + url + "' must be like http://localhost:8000 or https://host");
    }
  }
}
