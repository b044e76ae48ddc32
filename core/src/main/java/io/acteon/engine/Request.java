package io.acteon.engine;

import io.acteon.model.Action;
import io.acteon.rules.RuleSet;
import io.acteon.time.Deadline;
import java.time.Instant;

/**
 * One action on its way, with what holds for the whole way. Immutable.
 *
 * @param id UUID version 7: the audit record's id, and what the log calls this dispatch
 * @param startedNanos the monotonic clock when it came in
 */
record Request(
    String id,
    Action action,
    Caller caller,
    Deadline deadline,
    RuleSet rules,
    Instant dispatchedAt,
    long startedNanos) {}
