package io.acteon.simulator.http;

import io.acteon.simulator.TestTable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of DynamoDB's protocol without retries. Thread-safe. */
public final class Client implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;

  public Client(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** An answer: status, parsed body, headers. */
  public record Answer(int status, JsonNode body, HttpResponse<byte[]> raw) {
    public String error() {
      JsonNode type = body.get("__type");
      return type == null ? "" : type.stringValue().replaceFirst(".*#", "");
    }
  }

  public HttpRequest.Builder request(String operation, String json) {
    return HttpRequest.newBuilder(endpoint)
        .timeout(Duration.ofSeconds(20))
        .header("X-Amz-Target", "DynamoDB_20120810." + operation)
        .header("Content-Type", "application/x-amz-json-1.0")
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00")
        .header("X-Amz-Date", "20260101T000000Z")
        .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')));
  }

  public Answer call(String operation, String json) throws IOException, InterruptedException {
    return send(request(operation, json).build());
  }

  public Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
    JsonNode body = json ? JsonMapper.shared().readTree(response.body()) : TestTable.json("{}");
    return new Answer(response.statusCode(), body, response);
  }

  @Override
  public void close() {
    http.close();
  }
}
