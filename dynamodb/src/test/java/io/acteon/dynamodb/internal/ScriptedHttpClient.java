package io.acteon.dynamodb.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** Answers from a script, the last line for ever; keeps the bodies sent. Thread-safe. */
final class ScriptedHttpClient implements SdkHttpClient {
  private final Deque<Line> script;
  private final List<String> bodies = new ArrayList<>();

  /** One answer. */
  sealed interface Line {
    /** DynamoDB's error {@code type} with a status. */
    record Failure(int status, String type, String message) implements Line {
      Failure(int status, String type) {
        this(status, type, "m");
      }
    }

    record Success(String body) implements Line {}

    /** The connection breaks. */
    record Broken(IOException how) implements Line {}
  }

  ScriptedHttpClient(Line... script) {
    this.script = new ArrayDeque<>(List.of(script));
  }

  synchronized List<String> bodies() {
    return List.copyOf(bodies);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer(request);
      }

      @Override
      public void abort() {}
    };
  }

  private synchronized HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
    if (request.contentStreamProvider().isPresent()) {
      try (var body = request.contentStreamProvider().get().newStream()) {
        bodies.add(new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return switch (script.size() > 1 ? script.remove() : script.element()) {
      case Line.Failure(int status, String type, String message) ->
          response(
              status,
              "{\"__type\":\"com.amazonaws.dynamodb#%s\",\"message\":\"%s\"}"
                  .formatted(type, message));
      case Line.Success(String body) -> response(200, body);
      case Line.Broken(IOException how) -> throw how;
    };
  }

  private static HttpExecuteResponse response(int status, String body) {
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpFullResponse.builder()
                .statusCode(status)
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
        .build();
  }

  @Override
  public void close() {}
}
