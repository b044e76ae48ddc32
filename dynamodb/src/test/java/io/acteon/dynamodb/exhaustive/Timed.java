package io.acteon.dynamodb.exhaustive;

import java.util.List;

/**
 * What was asked, and what the asking client's wall clock showed meanwhile, in epoch milliseconds.
 * Immutable.
 */
record Timed<I>(I call, List<Long> nows) {
  Timed {
    nows = List.copyOf(nows);
  }

  @Override
  public String toString() {
    return call.toString();
  }
}
