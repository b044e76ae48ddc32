package io.acteon.simulator.http;

import java.nio.charset.StandardCharsets;

/** An HTTP answer: status, type, body. */
record HttpAnswer(int status, String contentType, Body body) {
  static final String DYNAMODB_JSON = "application/x-amz-json-1.0";

  static HttpAnswer json(int status, byte[] body) {
    return new HttpAnswer(status, "application/json", Body.of(body));
  }

  static HttpAnswer text(int status, String text) {
    return new HttpAnswer(status, "text/plain", Body.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
