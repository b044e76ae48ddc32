package io.acteon.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads a configuration: file, then environment, then flags over it; checks all of it, and answers
 * either a configuration or every problem at once. Immutable.
 */
public final class ConfigReader {
  /** Read from the working directory when no file is named; it need not exist. */
  public static final Path DEFAULT_FILE = Path.of("acteon.toml");

  private final Schema schema;

  public ConfigReader(Plugins plugins) {
    this.schema = new Schema(plugins);
  }

  /**
   * Reads {@code named}, or {@link #DEFAULT_FILE} if that is there, or nothing.
   *
   * @throws ConfigException with every problem found
   */
  public GatewayConfig read(Optional<Path> named, Overrides overrides) {
    if (named.isPresent() && !Files.exists(named.get())) {
      throw new ConfigException(
          List.of(
              new Problem(
                  named.get().toString(), "", "the file does not exist; check -c/--config")));
    }
    Path file = named.orElse(DEFAULT_FILE);
    TomlDocument document = Files.exists(file) ? TomlDocument.read(file) : TomlDocument.EMPTY;
    Path base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    return check(document, overrides, base);
  }

  /** Reads a configuration that stands in {@code text}; relative paths start at {@code base}. */
  public GatewayConfig parse(String name, String text, Overrides overrides, Path base) {
    return check(TomlDocument.parse(name, text), overrides, base);
  }

  private GatewayConfig check(TomlDocument document, Overrides overrides, Path base) {
    var problems = new ArrayList<Problem>();
    topLevel(document, problems);
    List<Section> sections =
        schema.sections(
            backend(Schema.STATE, document, overrides), backend(Schema.AUDIT, document, overrides));
    Values values = new SectionReader(schema, document, overrides, problems).read(sections);
    OverrideChecks.check(schema, sections, overrides, problems);
    List<ProviderTable> providers = new ProviderReader(schema, document, problems).read();
    new ConfigChecks(schema, values, base, problems).run();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return Assembly.of(schema.plugins(), values, providers, base);
  }

  /** The backend that will be in effect, needed before the section's other keys are known. */
  private static String backend(String section, TomlDocument document, Overrides overrides) {
    String path = section + ".backend";
    Overrides.FlagValue flag = overrides.flags().get(path);
    if (flag != null) {
      return flag.text();
    }
    String variable = overrides.variables().get(Section.variable(section, "backend"));
    JsonNode inFile = document.at(path);
    return variable != null ? variable : inFile.isString() ? inFile.stringValue() : "memory";
  }

  private void topLevel(TomlDocument document, List<Problem> problems) {
    Set<String> known = schema.topLevelNames();
    for (String name : document.root().propertyNames()) {
      if (!known.contains(name)) {
        boolean table = document.at(name).isContainer();
        problems.add(
            new Problem(
                document.origin(TomlPath.child("", name)).text(),
                TomlPath.child("", name),
                table ? unknownSection(name, known) : strayKey(name)));
      }
    }
  }

  private static String unknownSection(String name, Set<String> known) {
    return Schema.isUnsupported(name)
        ? Schema.notSupported(name) + "; remove the section"
        : "unknown section" + Nearest.hint(name, known) + "; known are " + String.join(", ", known);
  }

  private String strayKey(String name) {
    List<String> owners =
        schema.sections("memory", "memory").stream()
            .filter(section -> section.key(name).isPresent())
            .map(section -> "[" + section.path() + "]")
            .toList();
    return "stands outside every section"
        + (owners.isEmpty() ? "; remove it" : "; move it below " + String.join(" or ", owners));
  }
}
