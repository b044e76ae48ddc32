package io.acteon.dynamodb.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** A gate on the way to the table, at which requests wait while it is shut. Thread-safe. */
final class Gate {
  private final AtomicReference<CountDownLatch> latch =
      new AtomicReference<>(new CountDownLatch(0));
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean losesNext = new AtomicBoolean();

  void shut() {
    latch.set(new CountDownLatch(1));
  }

  void open() {
    latch.get().countDown();
  }

  boolean isWaitedAt() {
    return waiting() > 0;
  }

  int waiting() {
    return waiting.get();
  }

  /** The next request arrives, and its sender hears nothing of it. */
  void loseAnswerOfNext() {
    losesNext.set(true);
  }

  SdkHttpClient around(SdkHttpClient next) {
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return passing(next.prepareRequest(request));
      }

      @Override
      public void close() {
        next.close();
      }
    };
  }

  private ExecutableHttpRequest passing(ExecutableHttpRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        pass();
        HttpExecuteResponse response = request.call();
        if (losesNext.compareAndSet(true, false)) {
          try (InputStream body = response.responseBody().orElseThrow()) {
            body.transferTo(OutputStream.nullOutputStream());
          }
          throw new IOException("connection reset (answer lost)");
        }
        return response;
      }

      @Override
      public void abort() {
        request.abort();
      }
    };
  }

  private void pass() throws IOException {
    waiting.incrementAndGet();
    try {
      latch.get().await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      waiting.decrementAndGet();
    }
  }
}
