package io.acteon.provider.webhook;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One webhook's configuration, checked. Immutable.
 *
 * @param headers by lower-case name
 */
record WebhookSettings(
    Target target,
    Map<String, String> headers,
    Optional<Signer> signer,
    Optional<Duration> timeout,
    boolean allowPrivate,
    int maxResponse) {
  static final int MAX_RESPONSE = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(WebhookSettings.class);

  /** What the client sets itself, or what would change how the message is framed. */
  private static final Set<String> RESERVED =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "webhook-id",
          "webhook-signature",
          "webhook-timestamp");

  WebhookSettings {
    headers = Map.copyOf(headers);
  }

  static WebhookSettings of(String name, Map<String, Object> values) {
    if (!(values.get("url") instanceof String url)) {
      throw new IllegalArgumentException("url is missing; give the URL that actions are posted to");
    }
    boolean allowPrivate = Boolean.TRUE.equals(values.get("allow_private_targets"));
    Target target = Target.parse(url);
    target
        .refusal(allowPrivate)
        .ifPresent(reason -> {
          throw new IllegalArgumentException("url is refused: " + reason);
        });
    if (!target.secure() && !target.isLocal()) {
      LOG.warn("webhook '{}' posts over plain http; whoever is on the way can read it", name);
    }
    return new WebhookSettings(
        target,
        headers(values.get("headers")),
        values.get("secret") instanceof String secret
            ? Optional.of(Signer.parse(secret))
            : Optional.empty(),
        seconds(values.get("timeout_seconds")),
        allowPrivate,
        maxResponse(values.get("max_response_bytes")));
  }

  private static Map<String, String> headers(@Nullable Object given) {
    var checked = new LinkedHashMap<String, String>();
    if (given instanceof Map<?, ?> map) {
      map.forEach((name, value) -> {
        String key = String.valueOf(name).toLowerCase(Locale.ROOT);
        check(key, String.valueOf(value));
        if (checked.put(key, String.valueOf(value)) != null) {
          throw new IllegalArgumentException("headers name '" + key + "' twice");
        }
      });
    }
    return checked;
  }

  private static void check(String name, String value) {
    // RFC 9110, 5.6.2 and 5.5; without obs-text, which proxies disagree about.
    if (!name.matches("[!#$%&'*+.^_`|~0-9a-z-]+")) {
      throw new IllegalArgumentException("headers: '" + name + "' is not a header name");
    }
    if (RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "headers: '" + name + "' is set by the gateway; remove it");
    }
    if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7F))) {
      throw new IllegalArgumentException(
          "headers: the value of '" + name + "' must be printable ASCII");
    }
  }

  private static Optional<Duration> seconds(@Nullable Object given) {
    if (!(given instanceof Long seconds)) {
      return Optional.empty();
    }
    if (seconds < 1 || seconds > 3600) {
      throw new IllegalArgumentException(
          "timeout_seconds is " + seconds + "; it must be 1 to 3600");
    }
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private static int maxResponse(@Nullable Object given) {
    if (!(given instanceof Long bytes)) {
      return MAX_RESPONSE;
    }
    if (bytes < 0 || bytes > 64 << 20) {
      throw new IllegalArgumentException(
          "max_response_bytes is " + bytes + "; it must be 0 to " + (64 << 20));
    }
    return bytes.intValue();
  }
}
