package io.acteon.dynamodb.audit;

import java.io.IOException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client that does something of a test's before each request and after each answer.
 * Thread-safe if that is.
 */
final class HookedHttpClient implements SdkHttpClient {
  private final SdkHttpClient next;
  private final Hook hook;

  /** What to do before a request of an operation, such as {@code UpdateItem}, is sent. */
  @FunctionalInterface
  interface Hook {
    void before(String operation) throws IOException;

    /** What to do after its answer; an exception takes the answer's place. */
    default void after(String operation, int status) throws IOException {}
  }

  HookedHttpClient(SdkHttpClient next, Hook hook) {
    this.next = next;
    this.hook = hook;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("?");
    String operation = target.substring(target.indexOf('.') + 1);
    ExecutableHttpRequest executable = next.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        hook.before(operation);
        HttpExecuteResponse response = executable.call();
        try {
          hook.after(operation, response.httpResponse().statusCode());
        } catch (IOException e) {
          response.responseBody().ifPresent(AbortableInputStream::abort);
          throw e;
        }
        return response;
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

  @Override
  public String clientName() {
    return "hooked-" + next.clientName();
  }
}
