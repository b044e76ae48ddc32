package io.acteon.simulator.engine;

import io.acteon.simulator.value.Rejection;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer: the HTTP status and the JSON body. The body is the receiver's to keep but not to
 * change.
 */
public record Response(int status, JsonNode body) {
  public static Response ok(ObjectNode body) {
    return new Response(200, body);
  }

  public static Response of(Rejection rejection) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("__type", rejection.type());
    // The one error whose text AWS sends under a capital letter.
    body.put(
        rejection.name().equals("TransactionCanceledException") ? "Message" : "message",
        rejection.text());
    ObjectNode extra = rejection.extra();
    if (extra != null) {
      for (Map.Entry<String, JsonNode> member : extra.properties()) {
        body.set(member.getKey(), member.getValue());
      }
    }
    return new Response(rejection.status(), body);
  }

  public boolean isOk() {
    return status == 200;
  }

  /** The error's name without its name space, or the empty string. */
  public String error() {
    JsonNode type = body.get("__type");
    String name = type == null ? "" : type.stringValue();
    return name.substring(name.indexOf('#') + 1);
  }
}
