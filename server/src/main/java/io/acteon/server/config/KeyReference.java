package io.acteon.server.config;

import io.acteon.audit.AuditBackend;
import io.acteon.provider.ProviderType;
import io.acteon.state.StateBackend;
import io.acteon.store.Setting;
import java.util.List;
import java.util.Locale;

/** Every key there is, with what it is for, as Markdown tables. */
public final class KeyReference {
  private static final String HEAD =
      "| key | value | default | what it is for |\n|---|---|---|---|\n";

  private KeyReference() {}

  public static String markdown(Plugins plugins) {
    var text = new StringBuilder();
    Schema schema = new Schema(plugins);
    for (Section section : schema.sections("", "")) {
      table(text, "[" + section.path() + "]", section.keys());
    }
    for (StateBackend backend : plugins.state().values()) {
      backendTable(text, Schema.STATE, backend.name(), backend.settings(), Sections.STATE);
    }
    for (AuditBackend backend : plugins.audit().values()) {
      backendTable(text, Schema.AUDIT, backend.name(), backend.settings(), Sections.AUDIT);
    }
    table(text, "[[providers]]", Sections.PROVIDER);
    for (ProviderType type : plugins.providers().values()) {
      List<Key> keys = type.settings().stream().map(Key::of).toList();
      table(text, "[[providers]] with type = \"" + type.name() + "\"", keys);
    }
    return text.toString();
  }

  private static void backendTable(
      StringBuilder text, String section, String backend, List<Setting> settings, List<Key> ours) {
    List<Key> keys =
        settings.stream()
            .map(Key::of)
            .filter(key -> !section.equals(Schema.AUDIT) || !Schema.isCompliance(key.name()))
            .filter(key -> ours.stream().noneMatch(mine -> mine.name().equals(key.name())))
            .toList();
    table(text, "[" + section + "] with backend = \"" + backend + "\"", keys);
  }

  private static void table(StringBuilder text, String title, List<Key> keys) {
    text.append("### `").append(title).append("`\n\n");
    if (keys.isEmpty()) {
      text.append("No keys of its own.\n\n");
      return;
    }
    text.append(HEAD);
    keys.forEach(key ->
        text.append(
            "| `%s` | %s | %s | %s |%n"
                .formatted(key.name(), value(key), fallback(key), key.description())));
    text.append('\n');
  }

  private static String value(Key key) {
    if (!key.allowed().isEmpty()) {
      return "`" + String.join("`, `", key.allowed()) + "`";
    }
    return key.shape().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + (key.secret() ? ", secret" : "");
  }

  private static String fallback(Key key) {
    return key.fallback().map(text -> text.isEmpty() ? "empty" : "`" + text + "`").orElse("none");
  }
}
