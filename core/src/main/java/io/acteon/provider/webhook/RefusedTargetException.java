package io.acteon.provider.webhook;

import java.io.IOException;

/** The host has an address that must not be called. */
final class RefusedTargetException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedTargetException(String message) {
    super(message);
  }
}
