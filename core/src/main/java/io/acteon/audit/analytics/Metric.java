package io.acteon.audit.analytics;

/** What is counted. */
public enum Metric {
  /** How many records. */
  VOLUME,
  /** How many records, and which outcomes they had. */
  OUTCOME_BREAKDOWN,
  /** How many records, and which action types are the most frequent. */
  TOP_ACTION_TYPES,
  /** How long the dispatches took. */
  LATENCY,
  /** Which share of the dispatches failed: outcome {@code failed} alone is an error. */
  ERROR_RATE
}
