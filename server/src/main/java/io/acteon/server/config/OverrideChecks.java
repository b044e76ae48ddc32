package io.acteon.server.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds environment variables and flags that mean to override a key but name none. */
final class OverrideChecks {
  /** What Kubernetes and Docker links set for a service called acteon-server and the like. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP)(_.*)?)");

  private static final Logger LOG = LoggerFactory.getLogger(OverrideChecks.class);
  private static final String OURS = "ACTEON_";
  private static final String UNSET = "; unset it";

  /** Of clients, of the launcher and of the log: they override no key. */
  private static final Set<String> RESERVED =
      Set.of(
          "ACTEON_AUTH_KEY",
          "ACTEON_PAYLOAD_KEY",
          "ACTEON_PAYLOAD_KEYS",
          "ACTEON_API_KEY",
          "ACTEON_ENDPOINT",
          "ACTEON_URL",
          "ACTEON_TIMEOUT_SECS",
          "ACTEON_LOG_FORMAT",
          "ACTEON_JAVA_OPTS");

  private OverrideChecks() {}

  static void check(
      Schema schema, List<Section> sections, Overrides overrides, List<Problem> problems) {
    Map<String, String> known = new TreeMap<>();
    for (Section section : sections) {
      section.keys().forEach(k -> known.put(section.variable(k), section.path() + "." + k.name()));
    }
    for (Map.Entry<String, String> given : new TreeMap<>(overrides.variables()).entrySet()) {
      if (!known.containsKey(given.getKey())) {
        variable(schema, sections, known, given, problems);
      }
    }
    var flags = new TreeMap<>(overrides.flags());
    flags.forEach((path, flag) -> {
      if (!known.containsValue(path)) {
        problems.add(new Problem("flag " + flag.flag(), path, unknownKey(path, known.values())));
      }
    });
  }

  private static String unknownKey(String path, Collection<String> known) {
    String section = path.replaceFirst("\\..*", "");
    return Schema.isUnsupported(section)
        ? Schema.notSupported(section) + "; remove the flag"
        : "unknown key" + Nearest.hint(path, known);
  }

  private static void variable(
      Schema schema,
      List<Section> sections,
      Map<String, String> known,
      Map.Entry<String, String> given,
      List<Problem> problems) {
    String variable = given.getKey();
    if (!variable.startsWith(OURS)
        || RESERVED.contains(variable)
        || isServiceLink(variable, given.getValue())
        || isAnotherBackends(schema, variable)) {
      return;
    }
    objection(sections, known.keySet(), variable)
        .ifPresentOrElse(
            what -> problems.add(new Problem("environment " + variable, "", what)),
            () -> LOG.warn("the environment variable {} overrides nothing", variable));
  }

  /** What is wrong with a variable that overrides no key; nothing if it seems to mean none. */
  private static Optional<String> objection(
      List<Section> sections, Set<String> known, String variable) {
    if (variable.startsWith(Section.variablePrefix(Schema.PROVIDERS))) {
      return Optional.of("[[providers]] cannot be overridden; change the file instead");
    }
    Optional<String> absent = Schema.unsupported().filter(begins(variable)).findFirst();
    if (absent.isPresent()) {
      return absent.map(section -> Schema.notSupported(section) + UNSET);
    }
    if (sections.stream().map(Section::path).anyMatch(begins(variable))) {
      return Optional.of("overrides no key that is known" + Nearest.hint(variable, known) + UNSET);
    }
    return Stream.concat(sections.stream().map(Section::path), Schema.unsupported())
        .filter(section -> resembles(variable, section))
        .findFirst()
        .map(section ->
            "overrides nothing; did you mean " + meant(section, known, variable) + UNSET);
  }

  private static String meant(String section, Set<String> known, String variable) {
    if (Schema.isUnsupported(section)) {
      return "one of [" + section + "]? That is not supported yet";
    }
    String prefix = Section.variablePrefix(section);
    List<String> keys = known.stream().filter(one -> one.startsWith(prefix)).toList();
    return Nearest.to(variable, keys)
        .map(near -> "'" + near + "'?")
        .orElse("one of [" + section + "]?");
  }

  private static Predicate<String> begins(String variable) {
    return section -> variable.startsWith(Section.variablePrefix(section));
  }

  /** Whether its first words are the section's but for a slip of the hand. */
  private static boolean resembles(String variable, String section) {
    String prefix = Section.variablePrefix(section);
    long words = prefix.chars().filter(c -> c == '_').count();
    String beginning =
        Pattern.compile("_").splitAsStream(variable).limit(words).collect(Collectors.joining("_"))
            + "_";
    return beginning.length() < variable.length()
        && Nearest.to(beginning.substring(OURS.length()), List.of(prefix.substring(OURS.length())))
            .isPresent();
  }

  private static boolean isServiceLink(String variable, String value) {
    return SERVICE_LINK.matcher(variable).matches()
        || (variable.endsWith("_PORT") && value.matches("(tcp|udp|sctp)://.*"));
  }

  /** Such as ACTEON_STATE_URL while the state is kept in memory: it waits for its backend. */
  private static boolean isAnotherBackends(Schema schema, String variable) {
    return List.of(Schema.STATE, Schema.AUDIT).stream()
        .filter(section -> variable.startsWith(Section.variablePrefix(section)))
        .anyMatch(section -> {
          String key =
              variable.substring(Section.variablePrefix(section).length()).toLowerCase(Locale.ROOT);
          return !schema.othersKnowing(section, key).isEmpty();
        });
  }
}
