package io.acteon.provider.webhook;

import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.FailureCode;
import io.acteon.model.Json;
import io.acteon.model.ProviderReply;
import io.acteon.provider.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a response means for the delivery. */
final class Replies {
  /** Of the receiver's own words in an error; enough to recognise it. */
  private static final int MAX_QUOTE = 160;

  /** They let one in, or lead to where one gets in: not for the client, not for the trail. */
  private static final Set<String> KEPT_BACK =
      Set.of("set-cookie", "www-authenticate", "proxy-authenticate", "authorization");

  private Replies() {}

  static Delivery of(String name, Response response, Instant now) {
    return response.isSuccess()
        ? new Delivery.Delivered(
            new ProviderReply(ProviderReply.Status.SUCCESS, body(response), headers(response)))
        : failed(name, response, now);
  }

  private static Delivery failed(String name, Response response, Instant now) {
    int status = response.status();
    boolean retryable = status == 408 || status == 425 || status == 429 || status >= 500;
    Optional<Duration> retryAfter =
        retryable ? RetryAfter.parse(response.headers().get("retry-after"), now) : Optional.empty();
    String quote = quote(response.body());
    String message =
        "webhook '%s' answered %d%s%s"
            .formatted(
                name,
                status,
                status / 100 == 3 ? "; redirects are not followed, correct its url" : "",
                quote.isEmpty() ? "" : ": " + quote);
    return new Delivery.Failed(code(status), message, retryable, retryAfter);
  }

  private static FailureCode code(int status) {
    return switch (status) {
      case 408 -> FailureCode.TIMEOUT;
      case 429 -> FailureCode.RATE_LIMITED;
      default -> FailureCode.EXECUTION_FAILED;
    };
  }

  /**
   * The body, where it is a JSON object or null, which all clients can read; other JSON beside the
   * status code; the status code alone where there is no JSON.
   */
  private static Json body(Response response) {
    Json.Obj status = Json.object(Json.field("status_code", response.status()));
    try {
      Json parsed = JsonText.parse(response.body());
      return parsed instanceof Json.Obj || parsed instanceof Json.Null
          ? parsed
          : status.with("body", parsed);
    } catch (JsonSyntaxException _) {
      return status;
    }
  }

  private static Map<String, String> headers(Response response) {
    var shown = new LinkedHashMap<>(response.headers());
    shown.keySet().removeAll(KEPT_BACK);
    return shown;
  }

  private static String quote(String body) {
    String text =
        body.substring(0, Math.min(body.length(), 4 * MAX_QUOTE))
            .replaceAll("[\\p{Cntrl}\\s]+", " ")
            .strip();
    return text.codePointCount(0, text.length()) <= MAX_QUOTE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_QUOTE)) + "...";
  }
}
