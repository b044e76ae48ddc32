package io.acteon.server.metrics;

import java.util.Locale;

/**
 * What clients and dashboards of the gateway know how to read, in the order they are exposed in. A
 * feature that is absent leaves its counters at zero.
 */
enum GatewayCounter {
  DISPATCHED("actions_dispatched", "Actions taken in, dry runs included."),
  EXECUTED("actions_executed", "Actions that a provider took."),
  DEDUPLICATED("actions_deduplicated", "Actions not executed because an equal one was."),
  SUPPRESSED("actions_suppressed", "Actions suppressed or denied by a rule."),
  SILENCED("actions_silenced", "Actions held back by a silence."),
  MUTED("actions_muted", "Actions held back by a time interval."),
  REROUTED("actions_rerouted", "Actions sent to another provider."),
  THROTTLED("actions_throttled", "Actions refused by a throttle rule."),
  FAILED("actions_failed", "Actions that no provider took."),
  PENDING_APPROVAL("actions_pending_approval", "Actions waiting for a person's approval."),
  SCHEDULED("actions_scheduled", "Actions put off to a later time."),
  LLM_GUARDRAIL_ALLOWED("Actions the guardrail model allowed."),
  LLM_GUARDRAIL_DENIED("Actions the guardrail model denied."),
  LLM_GUARDRAIL_ERRORS("Guardrail questions that got no answer."),
  CHAINS_STARTED("Chains started."),
  CHAINS_COMPLETED("Chains completed."),
  CHAINS_FAILED("Chains failed."),
  CHAINS_CANCELLED("Chains cancelled."),
  CIRCUIT_OPEN("Actions refused by an open circuit."),
  CIRCUIT_TRANSITIONS("Changes of a circuit's state."),
  CIRCUIT_FALLBACKS("Actions sent to a fallback provider."),
  RECURRING_DISPATCHED("Dispatches by a recurring schedule."),
  RECURRING_EVENTS_EMITTED("Events of recurring schedules."),
  RECURRING_ERRORS("Failures of recurring schedules."),
  RECURRING_SKIPPED("Runs that a recurring schedule skipped."),
  RECURRING_ACTIVE("Recurring schedules that are active."),
  QUOTA_EXCEEDED("Actions refused by a quota."),
  QUOTA_WARNED("Actions over a quota that only warns."),
  QUOTA_DEGRADED("Actions sent elsewhere by a quota."),
  QUOTA_NOTIFIED("Actions over a quota that notifies."),
  RETENTION_DELETED_STATE("State deleted by a retention policy."),
  RETENTION_SKIPPED_COMPLIANCE("Deletions that compliance forbade."),
  RETENTION_ERRORS("Failures of retention."),
  STALE_TASKS_REAPED("Stale worker tasks taken back."),
  STALE_TASK_REAPER_ERRORS("Failures to take stale tasks back."),
  WASM_INVOCATIONS("Calls of WASM plugins."),
  WASM_ERRORS("Failures of WASM plugins."),
  SIGNING_VERIFIED("Actions with a valid signature."),
  SIGNING_INVALID("Actions with an invalid signature."),
  SIGNING_UNKNOWN_SIGNER("Actions of an unknown signer."),
  SIGNING_SCOPE_DENIED("Actions signed outside of the signer's scope."),
  SIGNING_UNSIGNED_REJECTED("Unsigned actions refused."),
  SIGNING_UNSIGNED_ALLOWED("Unsigned actions let through."),
  REPLAY_REJECTED("Actions refused as replays.");

  private final String exposed;
  private final String help;

  GatewayCounter(String help) {
    this.exposed = name().toLowerCase(Locale.ROOT);
    this.help = help;
  }

  GatewayCounter(String exposed, String help) {
    this.exposed = exposed;
    this.help = help;
  }

  /** The key in the JSON object. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isGauge() {
    return this == RECURRING_ACTIVE;
  }

  /** The name for Prometheus. */
  String exposedName() {
    return "acteon_" + exposed + (isGauge() ? "" : "_total");
  }

  String help() {
    return help;
  }
}
