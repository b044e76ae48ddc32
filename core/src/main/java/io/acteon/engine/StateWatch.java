package io.acteon.engine;

import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the state store serves the dispatches, kind of work by kind of work: one may be denied
 * while another is served. The log has each change with its reason, which names table, operation
 * and endpoint and is nothing for clients. Thread-safe.
 */
final class StateWatch {
  /** Without a failure for so long, a success means that it serves again: no flutter in the log. */
  static final Duration QUIET = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(StateWatch.class);

  private final TimeSource time;
  private final GatewayListener listener;
  private final Map<Work, Long> lastFailureNanos = new ConcurrentHashMap<>();

  /** What a dispatch asks of the store. */
  enum Work {
    CLAIM("claims of deduplicated actions"),
    REPLAY("claims of replays"),
    CONDITION("what rules' conditions read");

    private final String said;

    Work(String said) {
      this.said = said;
    }
  }

  StateWatch(TimeSource time, GatewayListener listener) {
    this.time = time;
    this.listener = listener;
  }

  void failed(Work work, String reason) {
    if (lastFailureNanos.put(work, time.nanos()) == null) {
      LOG.error("the state store does not serve {}: {}", work.said, reason);
      listener.stateFailed(work.said);
    }
  }

  void served(Work work) {
    Long last = lastFailureNanos.get(work);
    if (last != null
        && time.nanos() - last >= QUIET.toNanos()
        && lastFailureNanos.remove(work, last)) {
      LOG.info("the state store serves {} again", work.said);
      listener.stateServed(work.said);
    }
  }
}
