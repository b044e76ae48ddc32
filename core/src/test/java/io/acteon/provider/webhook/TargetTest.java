package io.acteon.provider.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, PUBLIC",
    "1.1.1.1, PUBLIC",
    "172.15.255.255, PUBLIC",
    "172.32.0.1, PUBLIC",
    "100.63.255.255, PUBLIC",
    "100.128.0.1, PUBLIC",
    "2606:4700:4700::1111, PUBLIC",
    "64:ff9b::8.8.8.8, PUBLIC",
    "10.0.0.1, PRIVATE",
    "10.255.255.255, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "192.168.1.1, PRIVATE",
    "100.64.0.1, PRIVATE",
    "127.0.0.1, PRIVATE",
    "127.255.255.254, PRIVATE",
    "169.254.1.1, PRIVATE",
    "192.0.2.1, PRIVATE",
    "198.18.0.1, PRIVATE",
    "198.51.100.7, PRIVATE",
    "203.0.113.7, PRIVATE",
    "240.0.0.1, PRIVATE",
    "::1, PRIVATE",
    "fe80::1, PRIVATE",
    "fec0::1, PRIVATE",
    "fc00::1, PRIVATE",
    "fd12:3456::1, PRIVATE",
    "2001::1, PRIVATE",
    "2001:db8::1, PRIVATE",
    "2002:0a00:0001::1, PRIVATE",
    "3fff::1, PRIVATE",
    "100::1, PRIVATE",
    "::ffff:10.0.0.1, PRIVATE",
    "::ffff:127.0.0.1, PRIVATE",
    "::127.0.0.1, PRIVATE",
    "64:ff9b::10.0.0.1, PRIVATE",
    "64:ff9b:1::10.0.0.1, PRIVATE",
    "169.254.169.254, NEVER",
    "169.254.170.2, NEVER",
    "169.254.170.23, NEVER",
    "100.100.100.200, NEVER",
    "fd00:ec2::254, NEVER",
    "::ffff:169.254.169.254, NEVER",
    "64:ff9b::169.254.169.254, NEVER",
    "0.0.0.0, NEVER",
    "0.1.2.3, NEVER",
    "::, NEVER",
    "224.0.0.1, NEVER",
    "255.255.255.255, NEVER",
    "ff02::1, NEVER",
  })
  void knowsHowFarAwayAnAddressIs(String address, AddressPolicy.Kind kind) {
    assertThat(AddressPolicy.kind(InetAddress.ofLiteral(address))).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/",
        "http://LOCALHOST:9000/",
        "http://localhost./",
        "http://a.localhost/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://10.1.2.3/",
        "http://192.168.0.1:8080/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[fd00:ec2::254]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://user:secret@example.com/",
        "http://example.com@10.0.0.1/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "example.com",
        "//example.com/",
        "http://",
        "http://exa mple.com/",
        "http://[fe80::1%25eth0]/",
        "http://example.com:0/",
        "http://example.com:70000/",
        "http://b\u00fccher.example/",
      })
  void refusesUrlsWhenTheyAreConfigured(String url) {
    assertThatThrownBy(() -> make(url, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("url ")
        .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("secret@"));
  }

  @Test
  void metadataServicesAreRefusedEvenWherePrivateTargetsAreAllowed() {
    assertThatThrownBy(() -> make("http://169.254.169.254/", true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatCode(() -> make("http://10.0.0.1/", true)).doesNotThrowAnyException();
    assertThatCode(() -> make("http://localhost:9000/", true)).doesNotThrowAnyException();
  }

  @Test
  void keepsTheRequestLineAsItWasWritten() {
    assertThat(Target.parse("https://Example.COM./a%20b/c?x=%2F&y"))
        .isEqualTo(new Target(true, "example.com", 443, "/a%20b/c?x=%2F&y"));
    assertThat(Target.parse("http://example.com:8080"))
        .isEqualTo(new Target(false, "example.com", 8080, "/"));
    assertThat(Target.parse("http://[2606:4700::1111]:81/").authority())
        .isEqualTo("[2606:4700::1111]:81");
    assertThat(Target.parse("https://example.com/t0ken").toString())
        .isEqualTo("https://example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "Host, x",
    "content-length, 3",
    "Transfer-Encoding, chunked",
    "webhook-id, x",
    "'bad name', x",
    "x-a, 'v\r\nx-evil: 1'",
    "x-a, \u00e4",
  })
  void refusesHeadersThatWouldChangeTheMessage(String name, String value) {
    assertThatThrownBy(() ->
            WebhookSettings.of(
                "hook", Map.of("url", "https://example.com/", "headers", Map.of(name, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("headers")
        .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain(value + "'"));
  }

  private static WebhookSettings make(String url, boolean allowPrivate) {
    return WebhookSettings.of("hook", Map.of("url", url, "allow_private_targets", allowPrivate));
  }
}
