package io.acteon.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds environment variables and flags that mean to override a key but name none. */
final class OverrideChecks {
  /** What Kubernetes and Docker links set for a service called acteon-server and the like. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP)(_.*)?)");

  private OverrideChecks() {}

  static void check(
      Schema schema, List<Section> sections, Overrides overrides, List<Problem> problems) {
    Map<String, String> known = new TreeMap<>();
    for (Section section : sections) {
      section.keys().forEach(k -> known.put(section.variable(k), section.path() + "." + k.name()));
    }
    for (String variable : new TreeMap<>(overrides.variables()).keySet()) {
      if (!known.containsKey(variable)) {
        variable(schema, sections, known, variable, problems);
      }
    }
    var flags = new TreeMap<>(overrides.flags());
    flags.forEach((path, flag) -> {
      if (!known.containsValue(path)) {
        problems.add(
            new Problem(
                "flag " + flag.flag(), path, "unknown key" + Nearest.hint(path, known.values())));
      }
    });
  }

  private static void variable(
      Schema schema,
      List<Section> sections,
      Map<String, String> known,
      String variable,
      List<Problem> problems) {
    String where = "environment " + variable;
    if (variable.startsWith("ACTEON_PROVIDERS_")) {
      problems.add(
          new Problem(where, "", "[[providers]] cannot be overridden; change the file instead"));
    } else if (sections.stream()
            .anyMatch(section -> variable.startsWith(Section.variablePrefix(section.path())))
        && !SERVICE_LINK.matcher(variable).matches()
        && !isAnotherBackends(schema, variable)) {
      problems.add(
          new Problem(
              where,
              "",
              "overrides no key that is known"
                  + Nearest.hint(variable, known.keySet())
                  + "; unset it"));
    }
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

  /** The variables of {@code environment} that could be meant for us. */
  static Map<String, String> ours(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().startsWith("ACTEON_"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
