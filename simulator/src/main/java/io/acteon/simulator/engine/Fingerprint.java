package io.acteon.simulator.engine;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A 64-bit hash of a JSON tree that does not depend on the order of members. Deterministic across
 * processes.
 */
final class Fingerprint {
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private Fingerprint() {}

  static long of(JsonNode node) {
    if (node.isObject()) {
      long sum = 1;
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        sum += mix(text(member.getKey()) ^ Long.rotateLeft(of(member.getValue()), 17));
      }
      return mix(sum);
    }
    if (node.isArray()) {
      long sum = 2;
      for (JsonNode element : node) {
        sum = mix(sum * 31 + of(element));
      }
      return sum;
    }
    return mix(text(node.getNodeType().name()) + text(node.asString()));
  }

  private static long text(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = hash * 1099511628211L + text.charAt(i);
    }
    return mix(hash);
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 32) * PRIME;
    mixed = (mixed ^ mixed >>> 29) * PRIME;
    return mixed ^ mixed >>> 32;
  }
}
