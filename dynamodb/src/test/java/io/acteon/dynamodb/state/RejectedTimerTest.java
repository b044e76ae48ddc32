package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.acteon.model.Scope;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Timers.Claimed;
import io.acteon.store.StoreException;
import io.acteon.store.StoreListener;
import io.acteon.testkit.time.FakeTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** One of several due timers cannot be claimed, as if a policy forbade it. */
final class RejectedTimerTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final String WORK = "work";
  private static final String FORBIDDEN = "forbidden";
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final FakeTime time = FakeTime.startingNow();

  @Test
  void theOthersAreClaimedAndItIsToldOfOnlyWhenItIsAlone() {
    try (DynamoStateStore store = TABLE.open(time, StoreListener.NONE, Forbidding::new)) {
      for (String id : List.of("one", FORBIDDEN, "two")) {
        StateKey key =
            new StateKey(new Scope("rejected", "t"), new Kind("alarm", Kind.Shape.POINT), id);
        var _ = store.timers().put(WORK, key, time.now(), "", LocalTable.soon());
      }

      List<Claimed> claimed = store.timers().claimDue(WORK, 10, LEASE, LocalTable.soon());

      assertThat(claimed)
          .extracting(timer -> timer.key().id())
          .containsExactlyInAnyOrder("one", "two");
      assertThatExceptionOfType(StoreException.Rejected.class)
          .isThrownBy(() -> store.timers().claimDue(WORK, 10, LEASE, LocalTable.soon()));
    }
  }

  /** Answers as DynamoDB does to whoever may not claim the one timer. */
  private record Forbidding(SdkHttpClient next) implements SdkHttpClient {
    private static final byte[] DENIED =
        """
        {"__type":"com.amazon.coral.service#AccessDeniedException","message":"injected"}\
        """
            .getBytes(StandardCharsets.UTF_8);

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      ExecutableHttpRequest executable = next.prepareRequest(request);
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          return isForbidden(request) ? denied() : executable.call();
        }

        @Override
        public void abort() {
          executable.abort();
        }
      };
    }

    private static boolean isForbidden(HttpExecuteRequest request) throws IOException {
      try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return text.contains("|" + FORBIDDEN) && text.contains(":until");
      }
    }

    private static HttpExecuteResponse denied() {
      return HttpExecuteResponse.builder()
          .response(
              SdkHttpFullResponse.builder()
                  .statusCode(400)
                  .putHeader("Content-Type", "application/x-amz-json-1.0")
                  .putHeader("Content-Length", Integer.toString(DENIED.length))
                  .build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(DENIED)))
          .build();
    }

    @Override
    public void close() {
      next.close();
    }
  }
}
