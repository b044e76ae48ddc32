package io.acteon.engine;

import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Json;
import io.acteon.model.ProviderReply;
import io.acteon.provider.Delivery;
import io.acteon.provider.Provider;
import io.acteon.time.Deadline;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider that does what a test says and remembers what it got. Thread-safe. */
final class ScriptedProvider implements Provider {
  static final Delivery DELIVERED =
      new Delivery.Delivered(new ProviderReply(ProviderReply.Status.SUCCESS, Json.EMPTY, Map.of()));

  final List<Action> got = new CopyOnWriteArrayList<>();
  private final String name;
  private volatile Script script = (_, _) -> DELIVERED;

  ScriptedProvider(String name) {
    this.name = name;
  }

  ScriptedProvider does(Script changed) {
    this.script = changed;
    return this;
  }

  ScriptedProvider fails(FailureCode code) {
    return does((_, _) -> Delivery.failed(code, "no"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Delivery send(Action action, Deadline deadline) throws InterruptedException {
    got.add(action);
    return script.send(action, deadline);
  }

  interface Script {
    Delivery send(Action action, Deadline deadline) throws InterruptedException;
  }
}
