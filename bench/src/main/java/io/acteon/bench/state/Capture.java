package io.acteon.bench.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands around an HTTP client and keeps the requests on items that go through it, as they are on
 * the wire. Thread-safe.
 */
final class Capture implements SdkHttpClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TARGET = "X-Amz-Target";

  private final SdkHttpClient next;
  private final List<Sent> requests = new ArrayList<>();

  /** A request: DynamoDB's name of the operation, and the body. */
  private record Sent(String operation, String body) {}

  Capture(SdkHttpClient next) {
    this.next = next;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    String target = request.httpRequest().firstMatchingHeader(TARGET).orElse("");
    String operation = target.substring(target.indexOf('.') + 1);
    if (operation.equals("UpdateItem") || operation.equals("GetItem")) {
      keep(new Sent(operation, body(request)));
    }
    return next.prepareRequest(request);
  }

  private synchronized void keep(Sent sent) {
    requests.add(sent);
  }

  private static String body(HttpExecuteRequest request) {
    try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a request's body cannot be read", e);
    }
  }

  /** What was kept about the item {@code id}, in order, to be sent again for other ids. */
  synchronized List<Replay> of(String id) {
    List<Replay> found = new ArrayList<>();
    for (Sent sent : requests) {
      Replay replay = Replay.of(sent.operation, JSON.readTree(sent.body), id);
      if (replay.isAbout(id)) {
        found.add(replay);
      }
    }
    return List.copyOf(found);
  }

  @Override
  public String clientName() {
    return "capture-" + next.clientName();
  }

  @Override
  public void close() {
    next.close();
  }
}
