package io.acteon.audit.analytics;

import io.acteon.audit.AuditSummary;

/** By what the records of a bucket are told apart. */
public enum Grouping {
  NAMESPACE,
  TENANT,
  PROVIDER,
  ACTION_TYPE,
  OUTCOME,
  VERDICT;

  String of(AuditSummary summary) {
    return switch (this) {
      case NAMESPACE -> summary.scope().namespace();
      case TENANT -> summary.scope().tenant();
      case PROVIDER -> summary.provider();
      case ACTION_TYPE -> summary.actionType();
      case OUTCOME -> summary.outcome();
      case VERDICT -> summary.verdict();
    };
  }
}
