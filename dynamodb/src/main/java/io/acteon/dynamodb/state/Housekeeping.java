package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Step;
import io.acteon.state.Entries.Absent;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Writes that tidy up behind operations: nobody waits for them, and whoever comes across the same
 * mess again tries again. Thread-safe.
 */
final class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final StateContext context;

  Housekeeping(StateContext context) {
    this.context = context;
  }

  /** One request whose refusal is the end of it, and which may be applied late or twice. */
  record Tidying(UpdateItemRequest request) implements ItemWrite<Absent, Absent> {
    @Override
    public Step<Absent, Absent> start() {
      return new Step.Send<>(request, false, false);
    }

    @Override
    public Step<Absent, Absent> applied(Map<String, AttributeValue> returned) {
      return new Step.Done<>(Answer.applied(new Absent()), false);
    }

    @Override
    public Step<Absent, Absent> refused(Map<String, AttributeValue> met, boolean open) {
      return new Step.Done<>(Answer.refused(new Absent()), false);
    }
  }

  /** Begins a write on a thread of its own. */
  void begin(String name, Tidying tidying) {
    Thread.ofVirtual().name(name).start(() -> finish(name, tidying));
  }

  /** Makes a write now; a failure is noted and forgotten. */
  void finish(String name, Tidying tidying) {
    try {
      var _ = context.conversation().run(name, tidying, Deadline.in(PATIENCE, context.time()));
    } catch (StoreException e) {
      LOG.debug("{} was not done; somebody else will try", name, e);
    }
  }
}
