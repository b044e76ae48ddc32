package io.acteon.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.store.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectionSettingsTest {
  @Test
  void everyKeyHasADefault() {
    ConnectionSettings settings = settings(Map.of());

    assertThat(settings.table()).isEqualTo("the_table");
    assertThat(settings.httpClient()).isEqualTo(ConnectionSettings.HttpClient.CRT);
    assertThat(settings.isLocal()).isFalse();
    assertThat(settings.isLoopback()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8000, true, true",
    "http://127.0.0.1:8000, true, true",
    "http://[::1]:8000, true, true",
    "http://dynamodb-local:8000, true, false",
    "https://localhost:8000, false, true",
    "http://vpce-1-2.dynamodb.us-east-1.vpce.amazonaws.com, false, false",
    "https://dynamodb.eu-west-1.amazonaws.com, false, false",
  })
  void tablesAreMadeOnStartOnlyOverPlainHttpOutsideAws(String url, boolean local, boolean loop) {
    ConnectionSettings settings = settings(Map.of("url", url));

    assertThat(settings.isLocal()).isEqualTo(local);
    assertThat(settings.isLoopback()).isEqualTo(loop);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8000", "ftp://x", "http://", "a b"})
  void whatIsNoUrlIsRefused(String url) {
    assertThatThrownBy(() -> settings(Map.of("url", url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("url");
  }

  @Test
  void whatCannotWorkIsRefusedWithItsKey() {
    assertThatThrownBy(() -> settings(Map.of("table_name", "ab")))
        .hasMessageContaining("table_name");
    assertThatThrownBy(() -> settings(Map.of("max_connections", "0")))
        .hasMessageContaining("max_connections");
    assertThatThrownBy(() -> settings(Map.of("attempt_timeout_ms", "0")))
        .hasMessageContaining("attempt_timeout_ms");
    assertThatThrownBy(() -> settings(Map.of("max_clock_skew_ms", "-1")))
        .hasMessageContaining("max_clock_skew_ms");
    assertThatThrownBy(() -> settings(Map.of("http_client", "netty")))
        .hasMessageContaining("http_client");
  }

  private static ConnectionSettings settings(Map<String, String> values) {
    return ConnectionSettings.of(new Settings(ConnectionSettings.keys("the_table"), values));
  }
}
