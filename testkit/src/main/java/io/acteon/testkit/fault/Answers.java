package io.acteon.testkit.fault;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** The error answers of DynamoDB that are injected (AWS: "Error handling with DynamoDB"). */
final class Answers {
  private Answers() {}

  static HttpExecuteResponse internalError() {
    return answer(500, "InternalServerError", "injected");
  }

  static HttpExecuteResponse throttled() {
    return answer(400, "ProvisionedThroughputExceededException", "injected");
  }

  private static HttpExecuteResponse answer(int status, String type, String message) {
    byte[] body =
        """
        {"__type":"com.amazonaws.dynamodb.v20120810#%s","message":"%s"}\
        """
            .formatted(type, message)
            .getBytes(StandardCharsets.UTF_8);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpFullResponse.builder()
                .statusCode(status)
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("Content-Length", Integer.toString(body.length))
                .putHeader("x-amzn-RequestId", "INJECTED")
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }
}
