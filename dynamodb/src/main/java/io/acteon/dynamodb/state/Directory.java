package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Expression;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Keys;
import io.acteon.dynamodb.internal.Step;
import io.acteon.model.Scope;
import io.acteon.state.Kind;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Which scopes have items of a listable kind: an entry each, written before the first item, and
 * never removed. A process writes each at most once while it remembers it. Thread-safe.
 */
final class Directory {
  /** When so many are remembered, all are forgotten: that costs a write each, and bounds memory. */
  private static final int MOST_REMEMBERED = 100_000;

  private static final Expression ENTER =
      Expression.of(Fragments.ABSENT, "SET #ns=:ns, #tenant=:tenant");

  private final StateContext context;
  private final Set<Known> known = ConcurrentHashMap.newKeySet();

  private record Known(Scope scope, Kind kind) {}

  private record Enter(String table, ItemKey key, Scope scope) implements ItemWrite<Boolean, Void> {
    @Override
    public Step<Boolean, Void> start() {
      return new Step.Send<>(
          ENTER.on(
              table,
              key,
              Map.of(
                  ":ns", AttributeValue.fromS(scope.namespace()),
                  ":tenant", AttributeValue.fromS(scope.tenant()))),
          false,
          false);
    }

    @Override
    public Step<Boolean, Void> applied(Map<String, AttributeValue> returned) {
      return new Step.Done<>(Answer.applied(true), false);
    }

    /** It is there already: entries never change. */
    @Override
    public Step<Boolean, Void> refused(Map<String, AttributeValue> met, boolean open) {
      return new Step.Done<>(Answer.applied(false), false);
    }
  }

  Directory(StateContext context) {
    this.context = context;
  }

  /**
   * Makes sure that {@code scope} is in the directory of {@code kind}.
   *
   * @throws StoreException when that cannot be known
   */
  void enter(Scope scope, Kind kind, Deadline deadline) {
    Known entry = new Known(scope, kind);
    if (known.contains(entry)) {
      return;
    }
    Enter write = new Enter(context.table(), context.keys().directory(scope, kind), scope);
    switch (context.conversation().run("directory_enter", write, deadline)) {
      case Answer.Applied<Boolean, Void> _, Answer.Refused<Boolean, Void> _ -> remember(entry);
      case Answer.Unknown<Boolean, Void>(String reason) ->
          throw new StoreException.Unavailable(
              "the first " + kind.name() + " of " + scope + " was not written: " + reason);
    }
  }

  private void remember(Known entry) {
    if (known.size() >= MOST_REMEMBERED) {
      known.clear();
    }
    known.add(entry);
  }

  /** All scopes in the directory of {@code kind}. */
  List<Scope> scopes(Kind kind, Deadline deadline) {
    return Reads.metered(
        context.connection(),
        "scopes",
        meter -> {
          List<Scope> scopes = new ArrayList<>();
          for (int shard = 0; shard < Keys.DIRECTORY_SHARDS; shard++) {
            QueryRequest request =
                QueryRequest.builder()
                    .keyConditionExpression("#pk = :pk")
                    .expressionAttributeNames(Map.of("#pk", ItemKey.PARTITION))
                    .expressionAttributeValues(
                        Map.of(
                            ":pk",
                            AttributeValue.fromS(context.keys().directoryShard(kind, shard))))
                    .consistentRead(true)
                    .build();
            QueryResponse page;
            do {
              page = Reads.query(context.connection(), request, deadline, meter);
              page.items().forEach(item -> scopes.add(scope(new Item(item))));
              request = request.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
            } while (page.hasLastEvaluatedKey());
          }
          return List.copyOf(scopes);
        });
  }

  private static Scope scope(Item item) {
    return new Scope(item.text("ns").orElse("?"), item.text("tenant").orElse("?"));
  }
}
