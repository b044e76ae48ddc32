package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.dynamodb.DynamoDbState;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.engine.Caller;
import io.acteon.engine.ExecutorSettings;
import io.acteon.engine.Gateway;
import io.acteon.engine.GatewayListener;
import io.acteon.engine.Providers;
import io.acteon.engine.RuleBook;
import io.acteon.engine.Trail;
import io.acteon.model.Action;
import io.acteon.model.Json;
import io.acteon.model.Outcome;
import io.acteon.model.ProviderReply;
import io.acteon.model.Scope;
import io.acteon.provider.Delivery;
import io.acteon.provider.Provider;
import io.acteon.rules.yaml.RuleFiles;
import io.acteon.state.StateStore;
import io.acteon.store.Environment;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One replica of a gateway in mode soc2 whose requests to both tables are disturbed. Thread-safe.
 */
final class ChainedReplica implements AutoCloseable {
  private static final String RULES =
      """
      rules:
        - name: once
          condition:
            field: action.action_type
            eq: receipt
          action:
            type: deduplicate
            ttl_seconds: 3600
      """;

  final RequestLog requests = new RequestLog();
  final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final StateStore state;
  private final AuditStore audit;
  private final Gateway gateway;

  ChainedReplica(LocalTrail table, Map<String, String> settings, FaultPlan plan, long seed) {
    TimeSource time = TimeSource.system();
    this.state =
        DynamoDbState.at(SharedDynamoDbLocal.url())
            .table(table.table() + "-state")
            .attemptTimeout(Duration.ofSeconds(5))
            .wire(client -> new DisturbedHttpClient(client, plan, requests, seed))
            .open();
    this.audit =
        table.open(
            "soc2",
            AuditMode.SOC2,
            settings,
            Environment.system(),
            client -> new DisturbedHttpClient(client, plan, requests, seed + 1));
    this.gateway =
        new Gateway(
            new Gateway.Parts(
                new RuleBook(RuleFiles.loadText("once.yaml", RULES, ZoneOffset.UTC)),
                new Providers(List.of(new Counting())),
                state,
                Optional.of(Trail.to(audit)),
                ExecutorSettings.DEFAULT,
                time,
                new UuidV7(time),
                new Losses()));
  }

  Outcome dispatch(Scope scope, String actionType, String id) {
    Action action =
        Action.builder(id, scope, "email", actionType, Instant.EPOCH).dedupKey(id).build();
    return gateway.dispatch(
        action, Caller.ANONYMOUS, Deadline.in(Duration.ofSeconds(60), TimeSource.system()));
  }

  /** How many outcomes the trail did not take in time. */
  int lost() {
    return lost.get();
  }

  @Override
  public void close() {
    gateway.close();
    audit.close();
    state.close();
  }

  private final class Counting implements Provider {
    @Override
    public String name() {
      return "email";
    }

    @Override
    public Delivery send(Action action, Deadline deadline) {
      sent.incrementAndGet();
      return new Delivery.Delivered(
          new ProviderReply(ProviderReply.Status.SUCCESS, Json.NULL, Map.of()));
    }
  }

  private final class Losses implements GatewayListener {
    @Override
    public void auditLost(Action action) {
      lost.incrementAndGet();
    }
  }
}
