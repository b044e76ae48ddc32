package io.acteon.testkit.state;

import io.acteon.model.Scope;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import java.util.ArrayList;
import java.util.List;

/** Names that fall together wherever components are joined without escaping. */
final class AwkwardNames {
  private static final String SEPARATORS = ":|#/%!-_.~ \\\"'\u0000\u001f\u007f";

  /** Two code points that look like one, and one that sorts differently in UTF-16 and UTF-8. */
  private static final List<String> UNICODE =
      List.of("\u00e9", "e\u0301", "\ud83d\ude00", "\uffee", "\u0130", "i\u0307", "I", "i");

  private AwkwardNames() {}

  /** Different keys of one kind, each pair of which some naive encoding confuses. */
  static List<StateKey> keys(Scope base, Kind kind) {
    String ns = base.namespace();
    String tenant = base.tenant();
    List<StateKey> keys = new ArrayList<>();
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char c = SEPARATORS.charAt(i);
      keys.add(new StateKey(new Scope(ns + c + "b", tenant), kind, "id"));
      keys.add(new StateKey(new Scope(ns, "b" + c + tenant), kind, "id"));
      keys.add(new StateKey(new Scope(ns + c + tenant, "b"), kind, "id"));
      keys.add(new StateKey(new Scope(ns, tenant + c + "b"), kind, "id"));
      keys.add(new StateKey(new Scope(ns, tenant), kind, "b" + c + "id"));
      keys.add(new StateKey(base, kind, String.valueOf(c)));
      keys.add(new StateKey(base, kind, c + "" + c));
      keys.add(new StateKey(base, kind, "%%%02X".formatted((int) c)));
      keys.add(new StateKey(base, kind, "%%%02x".formatted((int) c)));
    }
    UNICODE.forEach(id -> keys.add(new StateKey(base, kind, id)));
    ids().forEach(id -> keys.add(new StateKey(base, kind, id)));
    return keys.stream().distinct().toList();
  }

  /** Very long ids that differ in one character, at the end, at the front, or in their length. */
  static List<String> ids() {
    String wide = "\u20ac".repeat(700);
    return List.of(
        "x".repeat(900),
        "x".repeat(1023),
        "x".repeat(1024),
        "x".repeat(1025),
        "x".repeat(2048),
        "x".repeat(5000),
        "x".repeat(4999) + "y",
        "y" + "x".repeat(4999),
        wide,
        wide + "\u20ac");
  }

  /** Text that is no valid Unicode, so that it has no UTF-8 form. */
  static List<String> unpairedSurrogates() {
    return List.of("\ud800", "a\udc00b", "\udc00\ud800", "end\ud83d");
  }
}
