package io.acteon.server.http.transport;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.server.http.wire.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a handler answers. Immutable, by its makers' promise not to touch the bytes again. */
public final class Reply {
  public static final String JSON = "application/json";

  private final int status;
  private final String contentType;
  private final Map<String, String> headers;
  private final byte[] body;

  private Reply(int status, String contentType, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  public static Reply ok(Json body) {
    return json(200, body);
  }

  public static Reply json(int status, Json body) {
    return new Reply(status, JSON, Map.of(), JsonText.bytes(body));
  }

  public static Reply text(String contentType, String body) {
    return bytes(contentType, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  public static Reply bytes(String contentType, Map<String, String> headers, byte[] body) {
    return new Reply(200, contentType, headers, body);
  }

  /** The client shall look elsewhere. */
  public static Reply redirect(String location) {
    return new Reply(302, "", Map.of("Location", location), new byte[0]);
  }

  public static Reply error(ApiError error) {
    return new Reply(error.status(), JSON, error.headers(), JsonText.bytes(error.body()));
  }

  static Reply noContent(Map<String, String> headers) {
    return new Reply(204, "", headers, new byte[0]);
  }

  int status() {
    return status;
  }

  /** Empty when there is no body. */
  String contentType() {
    return contentType;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }
}
