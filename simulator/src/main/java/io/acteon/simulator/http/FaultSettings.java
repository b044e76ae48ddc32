package io.acteon.simulator.http;

import io.acteon.simulator.accounting.Delay;
import io.acteon.simulator.engine.Engine;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Faults by the names under which the command line and {@code PUT /_simulator/faults} know them.
 * One table for both, so that they cannot differ.
 */
public final class FaultSettings {
  /** The names, without the command line's {@code --fault-} and with underscores. */
  public static final List<String> NAMES =
      List.of(
          "cut_before",
          "error_before",
          "error_after",
          "lose_response",
          "duplicate",
          "duplicate_after_ms",
          "delay",
          "delay_by_ms",
          "throttle",
          "transaction_conflict",
          "clock_offset_ms",
          "operations");

  private FaultSettings() {}

  /** Sets one fault from text; refuses unknown names and wrong values with a sentence. */
  public static void set(Faults.Builder faults, String name, String text) {
    switch (name) {
      case "cut_before" -> faults.cutBefore(probability(name, text));
      case "error_before" -> faults.errorBefore(probability(name, text));
      case "error_after" -> faults.errorAfter(probability(name, text));
      case "lose_response" -> faults.loseResponse(probability(name, text));
      case "duplicate" -> faults.duplicate(probability(name, text));
      case "duplicate_after_ms" -> faults.duplicateAfter(Delay.parse(text));
      case "delay" -> faults.delay(probability(name, text));
      case "delay_by_ms" -> faults.delayBy(Delay.parse(text));
      case "throttle" -> faults.throttle(probability(name, text));
      case "transaction_conflict" -> faults.transactionConflict(probability(name, text));
      case "clock_offset_ms" -> faults.clockOffset(offset(name, text));
      case "operations" -> faults.operations(operations(text));
      default ->
          throw new IllegalArgumentException(
              "fault '" + name + "' is unknown; known are " + String.join(", ", NAMES));
    }
  }

  /** All faults from a JSON object; what it does not name does not happen. */
  static Faults read(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("faults are a JSON object of names and values");
    }
    Faults.Builder faults = Faults.builder();
    node.properties().forEach(member -> set(faults, member.getKey(), text(member.getValue())));
    return faults.build();
  }

  private static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.asString();
    }
    StringBuilder joined = new StringBuilder();
    value.forEach(element -> joined.append(element.asString()).append(','));
    return joined.toString();
  }

  private static double probability(String name, String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException _) {
      // answered below
    }
    throw new IllegalArgumentException(
        "fault " + name + " is '" + text + "'; it is a probability from 0 to 1");
  }

  private static Duration offset(String name, String text) {
    try {
      return Duration.ofMillis(Long.parseLong(text));
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          "fault " + name + " is '" + text + "'; it is a whole number of milliseconds");
    }
  }

  private static Set<String> operations(String text) {
    Set<String> names = new HashSet<>();
    for (String part : text.split(",", -1)) {
      String name = part.trim();
      if (!name.isEmpty() && !Engine.isDataOperation(name)) {
        throw new IllegalArgumentException(
            "operation '"
                + name
                + "' has no faults; known are "
                + String.join(", ", new TreeSet<>(Engine.dataOperations())));
      }
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }
}
