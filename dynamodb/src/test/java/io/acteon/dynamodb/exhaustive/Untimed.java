package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.EntryPlans.Lived;
import io.acteon.testkit.history.EntryCall;
import io.acteon.testkit.history.EntryReply;
import io.acteon.testkit.linearizability.SequentialModel;
import java.util.List;
import java.util.Optional;

/** A model of entries that live for ever, for calls that say when they were made. Stateless. */
record Untimed<S>(SequentialModel<S, EntryCall, EntryReply> model)
    implements SequentialModel<S, Timed<Lived>, EntryReply> {
  @Override
  public S initial() {
    return model.initial();
  }

  @Override
  public Optional<S> step(S state, Timed<Lived> input, EntryReply output) {
    return model.step(state, input.call().call(), output);
  }

  @Override
  public List<S> stepUnknown(S state, Timed<Lived> input) {
    return model.stepUnknown(state, input.call().call());
  }
}
