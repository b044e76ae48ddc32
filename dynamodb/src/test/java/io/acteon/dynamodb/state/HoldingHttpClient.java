package io.acteon.dynamodb.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Keeps one request on its way, its sender believing the connection broken, until told to. */
final class HoldingHttpClient implements SdkHttpClient {
  private final SdkHttpClient next;
  private final AtomicBoolean holdsNext = new AtomicBoolean();
  private final AtomicReference<Optional<HttpExecuteRequest>> held =
      new AtomicReference<>(Optional.empty());

  HoldingHttpClient(SdkHttpClient next) {
    this.next = next;
  }

  /** The next request will be held. */
  void hold() {
    holdsNext.set(true);
  }

  /** Whether a request is being held. */
  boolean holds() {
    return held.get().isPresent();
  }

  /** Delivers the held request; answers the status that its sender never sees. */
  int deliver() throws IOException {
    HttpExecuteRequest request = held.getAndSet(Optional.empty()).orElseThrow();
    HttpExecuteResponse response = next.prepareRequest(request).call();
    if (response.responseBody().isPresent()) {
      try (InputStream body = response.responseBody().get()) {
        body.transferTo(OutputStream.nullOutputStream());
      }
    }
    return response.httpResponse().statusCode();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest executable = next.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        if (holdsNext.compareAndSet(true, false)) {
          held.set(Optional.of(request));
          throw new IOException("connection reset (request held)");
        }
        return executable.call();
      }

      @Override
      public void abort() {
        executable.abort();
      }
    };
  }

  @Override
  public void close() {
    next.close();
  }
}
