package io.acteon.dynamodb.state;

import java.io.IOException;
import java.net.ConnectException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** A network without the store. */
record Unreachable(SdkHttpClient unused) implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        throw new ConnectException("Connection refused");
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {
    unused.close();
  }
}
