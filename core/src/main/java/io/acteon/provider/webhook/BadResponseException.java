package io.acteon.provider.webhook;

import java.io.IOException;

/** What came back is not an HTTP/1 response, or more than we read. */
final class BadResponseException extends IOException {
  private static final long serialVersionUID = 1L;

  BadResponseException(String message) {
    super(message);
  }
}
