package io.acteon.model;

import java.util.Map;

/** What a provider answered to a delivery. Immutable. */
public record ProviderReply(Status status, Json body, Map<String, String> headers) {
  public ProviderReply {
    headers = Map.copyOf(headers);
  }

  /** How much of the delivery the provider took. */
  public enum Status {
    SUCCESS,
    FAILURE,
    PARTIAL
  }
}
