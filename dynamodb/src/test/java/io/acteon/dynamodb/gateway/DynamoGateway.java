package io.acteon.dynamodb.gateway;

import io.acteon.dynamodb.DynamoDbState;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.engine.Caller;
import io.acteon.engine.ExecutorSettings;
import io.acteon.engine.Gateway;
import io.acteon.engine.GatewayListener;
import io.acteon.engine.Providers;
import io.acteon.engine.RuleBook;
import io.acteon.model.Action;
import io.acteon.model.Json;
import io.acteon.model.Outcome;
import io.acteon.model.ProviderReply;
import io.acteon.model.Scope;
import io.acteon.provider.Delivery;
import io.acteon.provider.Provider;
import io.acteon.rules.yaml.RuleFiles;
import io.acteon.state.StateStore;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One replica of a gateway whose state is in DynamoDB Local, with a provider that remembers.
 * Thread-safe.
 */
final class DynamoGateway implements AutoCloseable {
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

  private final Map<String, AtomicInteger> sent = new ConcurrentHashMap<>();
  private final RequestLog requests = new RequestLog();
  private final StateStore state;
  private final Gateway gateway;

  DynamoGateway(String table, FaultPlan plan, long seed) {
    this.state =
        DynamoDbState.at(SharedDynamoDbLocal.url())
            .table(table)
            .attemptTimeout(Duration.ofSeconds(5))
            .wire(client -> new DisturbedHttpClient(client, plan, requests, seed))
            .open();
    TimeSource time = TimeSource.system();
    this.gateway =
        new Gateway(
            new Gateway.Parts(
                new RuleBook(RuleFiles.loadText("once.yaml", RULES, ZoneOffset.UTC)),
                new Providers(List.of(new Remembering())),
                state,
                Optional.empty(),
                ExecutorSettings.DEFAULT,
                time,
                new UuidV7(time),
                GatewayListener.NONE));
  }

  Outcome dispatch(String actionType, String id, String dedupKey) {
    Action action =
        Action.builder(id, new Scope("shop", "acme"), "email", actionType, Instant.EPOCH)
            .dedupKey(dedupKey)
            .build();
    return gateway.dispatch(
        action, Caller.ANONYMOUS, Deadline.in(Duration.ofSeconds(60), TimeSource.system()));
  }

  RequestLog requests() {
    return requests;
  }

  /** How often an action with this dedup key was sent by this replica. */
  int sent(String dedupKey) {
    AtomicInteger count = sent.get(dedupKey);
    return count == null ? 0 : count.get();
  }

  int sentInAll() {
    return sent.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  @Override
  public void close() {
    gateway.close();
    state.close();
  }

  private final class Remembering implements Provider {
    @Override
    public String name() {
      return "email";
    }

    @Override
    public Delivery send(Action action, Deadline deadline) {
      sent.computeIfAbsent(action.dedupKey().orElse(action.id()), _ -> new AtomicInteger())
          .incrementAndGet();
      return new Delivery.Delivered(
          new ProviderReply(ProviderReply.Status.SUCCESS, Json.NULL, Map.of()));
    }
  }
}
