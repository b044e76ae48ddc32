package io.acteon.model;

/** Why a delivery failed, as clients know it on the wire. */
public enum FailureCode {
  PROVIDER_NOT_FOUND(false),
  ATTACHMENT_ERROR(false),
  NOT_FOUND(false),
  EXECUTION_FAILED(false),
  TIMEOUT(true),
  CONNECTION(true),
  CONFIGURATION(false),
  RATE_LIMITED(true),
  SERIALIZATION(false);

  private final boolean retryable;

  FailureCode(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether trying again later may help when nothing more is known. */
  public boolean retryable() {
    return retryable;
  }
}
