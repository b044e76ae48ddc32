package io.acteon.provider.webhook;

import java.util.Map;

/**
 * A response as far as it was read. Immutable.
 *
 * @param headers by lower-case name; repeated ones joined by commas
 * @param whole whether the body was read to its end; if not, {@code body} is empty
 * @param reusable whether the connection may carry another request
 */
record Response(
    int status, Map<String, String> headers, String body, boolean whole, boolean reusable) {
  boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}
