package io.acteon.dynamodb.internal;

import java.net.URI;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Sends what is meant for AWS to another endpoint. */
record RedirectedHttpClient(SdkHttpClient next, URI to) implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return next.prepareRequest(
        HttpExecuteRequest.builder()
            .request(
                request
                    .httpRequest()
                    .copy(changed ->
                        changed.protocol(to.getScheme()).host(to.getHost()).port(to.getPort())))
            .contentStreamProvider(request.contentStreamProvider().orElse(null))
            .build());
  }

  @Override
  public void close() {
    next.close();
  }
}
