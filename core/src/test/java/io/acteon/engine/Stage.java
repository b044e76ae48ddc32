package io.acteon.engine;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.memory.MemoryAuditBackend;
import io.acteon.memory.MemoryStateBackend;
import io.acteon.model.Action;
import io.acteon.model.Json;
import io.acteon.model.Outcome;
import io.acteon.model.Scope;
import io.acteon.provider.Provider;
import io.acteon.rules.Condition;
import io.acteon.rules.Rule;
import io.acteon.rules.RuleSet;
import io.acteon.rules.Verdict;
import io.acteon.store.Environment;
import io.acteon.store.Settings;
import io.acteon.store.StoreListener;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gateway with everything around it that a test looks at. */
final class Stage implements AutoCloseable {
  static final Scope SCOPE = new Scope("shop", "acme");
  static final ExecutorSettings QUICK =
      new ExecutorSettings(
          3, Duration.ofSeconds(30), 64, Duration.ofNanos(1), Duration.ofMillis(1));

  final ScriptedProvider email = new ScriptedProvider("email");
  final ScriptedProvider sms = new ScriptedProvider("sms");
  final Heard heard = new Heard();
  final FaultyState state;
  final FaultyTrail trail;
  final Gateway gateway;
  private final TimeSource time;

  private Stage(
      TimeSource time,
      AuditMode mode,
      ExecutorSettings executor,
      List<Provider> more,
      Rule... rules) {
    this.time = time;
    var environment = new Environment(time, new UuidV7(time), StoreListener.NONE);
    this.state =
        new FaultyState(
            new MemoryStateBackend().open(new Settings(List.of(), Map.of()), environment));
    this.trail = new FaultyTrail(memoryTrail(mode, environment));
    var providers = new ArrayList<Provider>(more);
    providers.add(email);
    providers.add(sms);
    this.gateway =
        new Gateway(
            new Gateway.Parts(
                new RuleBook(RuleSet.of(List.of(rules), ZoneOffset.UTC)),
                new Providers(providers),
                state,
                Optional.of(Trail.to(trail)),
                executor,
                time,
                environment.ids(),
                heard));
  }

  static Stage with(Rule... rules) {
    return new Stage(TimeSource.system(), AuditMode.PLAIN, QUICK, List.of(), rules);
  }

  static Stage on(TimeSource time, Rule... rules) {
    return new Stage(time, AuditMode.PLAIN, QUICK, List.of(), rules);
  }

  /** With a provider named {@code hook} besides. */
  static Stage with(Provider hook, ExecutorSettings executor) {
    return new Stage(TimeSource.system(), AuditMode.PLAIN, executor, List.of(hook));
  }

  /** With a trail that wants intents. */
  static Stage synchronous(Rule... rules) {
    var mode = new AuditMode(true, false, false);
    return new Stage(TimeSource.system(), mode, QUICK, List.of(), rules);
  }

  private static AuditStore memoryTrail(AuditMode mode, Environment environment) {
    var backend = new MemoryAuditBackend();
    return backend.open(new Settings(backend.settings(), Map.of()), mode, environment);
  }

  /** A rule that always matches. */
  static Rule rule(String name, Verdict verdict) {
    return new Rule(
        name,
        1,
        true,
        Optional.empty(),
        new Condition.All(List.of()),
        verdict,
        Map.of(),
        Optional.empty(),
        Rule.Source.NONE);
  }

  static Rule dedup() {
    return rule("once", new Verdict.Deduplicate("once", Duration.ofHours(1)));
  }

  static Action.Builder action(String id) {
    return Action.builder(id, SCOPE, "email", "send", Instant.EPOCH)
        .payload(Json.object(Json.field("to", "a@example.com")));
  }

  Outcome dispatch(Action.Builder action) {
    return gateway.dispatch(action.build(), Caller.ANONYMOUS, in(Duration.ofSeconds(30)));
  }

  Outcome dispatch(Action.Builder action, Duration time) {
    return gateway.dispatch(action.build(), Caller.ANONYMOUS, in(time));
  }

  Deadline in(Duration budget) {
    return Deadline.in(budget, time);
  }

  @Override
  public void close() {
    gateway.close(Deadline.in(Duration.ofMillis(100), TimeSource.system()));
    state.close();
    trail.close();
  }
}
