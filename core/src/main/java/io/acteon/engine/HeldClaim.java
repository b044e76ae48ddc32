package io.acteon.engine;

import io.acteon.state.Claims;
import io.acteon.time.Deadline;

/**
 * A claim of ours and until when nobody else may take it over. Immutable.
 *
 * @param until the request's deadline and some more, so that a claim never ends before its action
 */
record HeldClaim(Claims.Claim claim, Deadline until) {}
