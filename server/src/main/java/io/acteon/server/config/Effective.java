package io.acteon.server.config;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is in effect and where each value comes from, to be shown with secrets masked. Immutable.
 */
public final class Effective {
  private static final String MASK = "********";
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]+(?=@)");

  private final Values values;
  private final List<ProviderTable> providers;

  /**
   * One value.
   *
   * @param section such as {@code server} or {@code providers[0]}
   * @param value as TOML
   * @param origin file, line and column, or variable, or flag, or default
   */
  public record Line(String section, String key, String value, String origin) {}

  Effective(Values values, List<ProviderTable> providers) {
    this.values = values;
    this.providers = providers;
  }

  public List<Line> lines() {
    var all = new ArrayList<Line>();
    for (Values.Value value : values.all().values()) {
      all.add(
          new Line(
              value.section(),
              value.key().name(),
              shown(value.value(), value.key().secret()),
              value.origin().text()));
    }
    providers.forEach(provider -> addProvider(provider, all));
    return all;
  }

  /** A key that is no secret and holds a text, if it is set or has a default. */
  Optional<String> text(String section, String key) {
    return values
        .find(section + "." + key)
        .filter(value -> !value.key().secret())
        .map(value -> value.value().toString());
  }

  /** Where a value comes from: file, line and column, or variable, or flag, or default. */
  public String origin(String section, String key) {
    return values.find(section + "." + key).map(v -> v.origin().text()).orElse("default");
  }

  /** As TOML, each line with where it comes from behind it. */
  public String toml() {
    var text = new StringBuilder();
    String section = "";
    for (Line line : lines()) {
      if (!line.section().equals(section)) {
        section = line.section();
        text.append(text.isEmpty() ? "" : "\n")
            .append(section.startsWith(Schema.PROVIDERS) ? "[[providers]]" : "[" + section + "]")
            .append('\n');
      }
      text.append("%-44s # %s%n".formatted(line.key() + " = " + line.value(), line.origin()));
    }
    return text.toString();
  }

  private static void addProvider(ProviderTable provider, List<Line> all) {
    all.add(new Line(provider.path(), "name", shown(provider.name(), false), provider.where()));
    all.add(
        new Line(provider.path(), "type", shown(provider.type().name(), false), provider.where()));
    provider
        .values()
        .forEach((name, value) ->
            all.add(
                new Line(
                    provider.path(),
                    name,
                    shown(value, isSecret(provider, name)),
                    provider.where())));
  }

  private static boolean isSecret(ProviderTable provider, String name) {
    return provider.type().settings().stream()
        .anyMatch(setting -> setting.name().equals(name) && setting.secret());
  }

  private static String quoted(String text) {
    return JsonText.print(Json.of(text));
  }

  private static String shown(Object value, boolean secret) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> quoted(e.getKey().toString()) + " = " + shown(e.getValue(), secret))
              .collect(Collectors.joining(", ", "{ ", " }"));
      case List<?> list ->
          list.stream().map(v -> shown(v, secret)).collect(Collectors.joining(", ", "[", "]"));
      case String text -> quoted(secret ? MASK : USER_INFO.matcher(text).replaceAll(MASK));
      default -> secret ? quoted(MASK) : value.toString();
    };
  }
}
