package io.acteon.dynamodb.audit;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client that remembers what IAM would be asked about each request: the parts of a
 * transaction are asked about one by one, as the operations that they are. Thread-safe.
 */
final class AskedPermissions implements SdkHttpClient {
  private final SdkHttpClient next;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /**
   * What is asked.
   *
   * @param values of the condition keys that a policy may look at; a key that is not there is not
   *     part of the request
   */
  record Asked(String action, Map<String, Set<String>> values) {}

  AskedPermissions(SdkHttpClient next) {
    this.next = next;
  }

  Set<Asked> all() {
    return new HashSet<>(asked);
  }

  void reset() {
    asked.clear();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
    String operation = target.substring(target.indexOf('.') + 1);
    try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
      asked(operation, (Json.Obj) JsonText.parse(body.readAllBytes())).forEach(asked::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return next.prepareRequest(request);
  }

  private static Stream<Asked> asked(String operation, Json.Obj body) {
    return switch (operation) {
      case "TransactWriteItems" ->
          items(body, "TransactItems")
              .flatMap(item -> item.fields().entrySet().stream())
              .map(part ->
                  write(part.getKey() + "Item", (Json.Obj) part.getValue(), Set.of(operation)));
      case "PutItem", "UpdateItem", "DeleteItem" -> Stream.of(write(operation, body, Set.of()));
      case "BatchWriteItem" -> Stream.of("BatchWriteItem", "PutItem").map(AskedPermissions::plain);
      default -> Stream.of(plain(operation));
    };
  }

  private static Asked plain(String action) {
    return new Asked("dynamodb:" + action, Map.of());
  }

  private static Stream<Json.Obj> items(Json.Obj body, String name) {
    return ((Json.Arr) body.field(name).orElseThrow()).items().stream().map(Json.Obj.class::cast);
  }

  private static Asked write(String action, Json.Obj body, Set<String> enclosing) {
    Json.Obj key = (Json.Obj) body.field("Key").or(() -> body.field("Item")).orElseThrow();
    Json.Obj id = (Json.Obj) key.field("id").orElseThrow();
    Set<String> attributes = new HashSet<>(key.fields().keySet());
    if (body.field("ExpressionAttributeNames").orElse(Json.NULL) instanceof Json.Obj names) {
      attributes.addAll(
          names.fields().values().stream()
              .map(name -> ((Json.Str) name).value())
              .collect(Collectors.toSet()));
    }
    var values =
        new HashMap<String, Set<String>>(
            Map.of(
                "dynamodb:LeadingKeys",
                Set.of(((Json.Str) id.field("S").orElseThrow()).value()),
                "dynamodb:Attributes",
                attributes));
    if (!enclosing.isEmpty()) {
      values.put("dynamodb:EnclosingOperation", enclosing);
    }
    return new Asked("dynamodb:" + action, values);
  }

  @Override
  public void close() {
    next.close();
  }
}
