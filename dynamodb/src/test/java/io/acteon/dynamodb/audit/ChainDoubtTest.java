package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.store.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads are isolated from a transaction item by item only: one that shows a part of a commit stops
 * no chain, and one that shows the same for seconds does.
 */
class ChainDoubtTest {
  private static final String TABLE = CareTable.TABLE.table();

  private final CareTable table = new CareTable();
  private final String last = table.keys.segmentId(table.keys.chain(table.scope), 0, 3);
  private final AtomicInteger readsWithoutIt = new AtomicInteger();

  @AfterEach
  void close() {
    table.close();
  }

  /** A replica that knew the chain before its last two commits, the last one's segment unseen. */
  private AuditStore behind() {
    AuditStore rival = table.open();
    append(rival);
    AuditStore store =
        table.openWith(
            AuditMode.SOC2,
            Map.of(),
            http ->
                new HookedHttpClient(
                    http,
                    new HookedHttpClient.Hook() {
                      private Map<String, AttributeValue> hidden = Map.of();

                      @Override
                      public void before(String operation) {
                        if (operation.equals("BatchGetItem") && readsWithoutIt.get() > 0) {
                          hidden = Tamper.get(TABLE, last);
                          Tamper.delete(TABLE, last);
                        }
                      }

                      @Override
                      public void after(String operation, int status) {
                        if (!hidden.isEmpty()) {
                          Tamper.put(TABLE, hidden);
                          hidden = Map.of();
                          readsWithoutIt.decrementAndGet();
                        }
                      }
                    }));
    append(store);
    append(rival);
    append(rival);
    return store;
  }

  private void append(AuditStore store) {
    assertThat(table.outcome(store, table.decided())).isInstanceOf(Answer.Applied.class);
  }

  private void assertNotAppended(AuditStore store) {
    assertThat(table.outcome(store, table.decided()))
        .isInstanceOfSatisfying(
            Answer.Unknown.class, unknown -> assertThat(unknown.reason()).contains("CHAIN_BROKEN"));
  }

  @Test
  void aLastSegmentThatIsSeenAMomentAfterItsHeadStopsNothing() {
    AuditStore store = behind();
    readsWithoutIt.set(1);

    append(store);

    assertThat(store.condition().stopped()).isEmpty();
    assertThat(table.verify(store).findings()).isEmpty();
  }

  @Test
  void oneThatIsNotSeenForAWhileIsLookedAtAgain() {
    AuditStore store = behind();
    readsWithoutIt.set(1_000);
    assertNotAppended(store);
    readsWithoutIt.set(0);
    assertNotAppended(store);

    table.time.advance(ChainAppender.RECONSIDERATION);

    append(store);
    assertThat(store.condition().stopped()).isEmpty();
  }

  @Test
  void oneThatIsNotSeenForSecondsIsGone() {
    AuditStore store = behind();
    Tamper.delete(TABLE, last);
    assertNotAppended(store);

    table.time.advance(ChainAppender.RECONSIDERATION);
    assertNotAppended(store);

    table.time.advance(ChainAppender.RECONSIDERATION);
    assertNotAppended(store);
    assertThat(store.condition().stopped())
        .singleElement()
        .asString()
        .contains("CHAIN_BROKEN", "segment 3, which is gone");
  }

  /** Answers the next transaction itself: its segment is there, and {@code head} of its head. */
  private static final class Cancelling implements SdkHttpClient {
    private final SdkHttpClient next;
    private final AtomicBoolean armed;
    private final String head;

    Cancelling(SdkHttpClient next, AtomicBoolean armed, String head) {
      this.next = next;
      this.armed = armed;
      this.head = head;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      boolean commit =
          request
              .httpRequest()
              .firstMatchingHeader("X-Amz-Target")
              .orElse("")
              .endsWith("TransactWriteItems");
      ExecutableHttpRequest sent = next.prepareRequest(request);
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          return commit && armed.getAndSet(false) ? cancelled() : sent.call();
        }

        @Override
        public void abort() {
          sent.abort();
        }
      };
    }

    /** As for a record, a segment, and a head. */
    private HttpExecuteResponse cancelled() {
      String[] codes = {"None", "ConditionalCheckFailed", head};
      String reasons =
          IntStream.range(0, codes.length)
              .mapToObj(i -> "{\"Code\":\"" + codes[i] + "\"}")
              .collect(Collectors.joining(","));
      String body =
          "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
              + "\"message\":\"cancelled\",\"CancellationReasons\":["
              + reasons
              + "]}";
      return HttpExecuteResponse.builder()
          .response(
              SdkHttpResponse.builder()
                  .statusCode(400)
                  .putHeader("Content-Type", "application/x-amz-json-1.0")
                  .build())
          .responseBody(
              AbortableInputStream.create(
                  new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
          .build();
    }

    @Override
    public void close() {
      next.close();
    }
  }

  private void assertLandsAlthoughCancelledWith(String head) {
    var armed = new AtomicBoolean();
    AuditStore store =
        table.openWith(AuditMode.SOC2, Map.of(), http -> new Cancelling(http, armed, head));
    append(store);
    armed.set(true);

    CompletableFuture<Answer<Receipt, Refusal>> answer =
        CompletableFuture.supplyAsync(() -> table.outcome(store, table.decided()));
    table.time.advanceUntil(Duration.ofMillis(20), "an answer", answer::isDone);

    assertThat(armed).isFalse();
    assertThat(answer.join()).isInstanceOf(Answer.Applied.class);
    assertThat(store.condition().stopped()).isEmpty();
  }

  @Test
  void aCommitThatMetAnothersSegmentWhileItsHeadWasBeingWrittenIsSentAgain() {
    assertLandsAlthoughCancelledWith("TransactionConflict");
  }

  @Test
  void aSegmentBehindAHeadThatIsReadAsItWasIsLookedAtAgain() {
    assertLandsAlthoughCancelledWith("None");
  }
}
