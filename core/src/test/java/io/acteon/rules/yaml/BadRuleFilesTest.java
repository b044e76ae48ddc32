package io.acteon.rules.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BadRuleFilesTest {

  private static List<String> problems(String yaml) {
    RuleLoadException refused =
        catchThrowableOfType(
            RuleLoadException.class, () -> RuleFiles.loadText("r.yaml", yaml, ZoneId.of("UTC")));
    assertThat(refused).as("nothing was wrong with:%n%s", yaml).isNotNull();
    return refused.problems().stream().map(RuleProblem::toString).toList();
  }

  /** The file, and its problems after {@code r.yaml:}. */
  static Stream<Arguments> files() {
    return Stream.of(
        bad("", "1:1: the file is empty; it needs the key 'rules' with a list"),
        bad("# nothing yet\n", "1:1: the file is empty; it needs the key 'rules' with a list"),
        bad("- a\n", "1:1: a rule file must be a mapping with the key 'rules', not a list"),
        bad(
            "rulez: []\n",
            "1:1: a rule file needs the key 'rules'",
            "1:1: unknown key 'rulez' in a rule file; did you mean 'rules'?"),
        bad("rules: {}\n", "1:8: 'rules' must be a list, not a mapping"),
        bad("rules:\n", "1:7: 'rules' must be a list, not null"),
        bad("rules: [5]\n", "1:9: a rule must be a mapping, not the number 5"),
        bad(
            "rules:\n  - {}\n",
            "2:5: a rule needs the key 'name'",
            "2:5: a rule needs the key 'condition'",
            "2:5: a rule needs the key 'action'"),
        bad(
            "rules:\n  - name: [a\n",
            "3:1: not YAML: while parsing a flow sequence: expected ',' or ']', but got <stream end>"),
        bad(
            "rules:\n\t- name: a\n",
            "2:1: not YAML: while scanning for the next token: found character '\\t(TAB)' that"
                + " cannot start any token. (Do not use \\t(TAB) for indentation)"),
        bad(
            "rules: []\n---\nrules: []\n",
            "2:1: a second document begins here; put it into a file of its own"),
        bad(
            "rules: []\nrules: []\n",
            "2:1: the key 'rules' stands here a second time; the first is in line 1"),
        bad("rules: &all []\n", "1:8: the anchor '&all' is not allowed; remove it"),
        bad("rules: *all\n", "1:8: the alias '*all' is not allowed; write the value out"),
        bad("rules: !!seq []\n", "1:8: the tag 'tag:yaml.org,2002:seq' is not allowed; remove it"),
        bad("rules: []\n? [a, b]\n: c\n", "2:3: a key must be a single value, not a structure"));
  }

  /** One line of a rule that is else complete, and the problems after {@code r.yaml:}. */
  static Stream<Arguments> rules() {
    return Stream.of(
        bad("    name: 5", "5:11: 'name' must be a text (put it in quotes), not the number 5"),
        bad("    name: \" \"", "5:11: 'name' must be a text that is not blank, not the text ' '"),
        bad("    name:", "5:10: 'name' must be a text, not null"),
        bad(
            "    priority: high",
            "5:15: 'priority' must be an integer from -2147483648 to 2147483647, not the text 'high'"),
        bad(
            "    priority: 1.5",
            "5:15: 'priority' must be an integer from -2147483648 to 2147483647, not the number 1.5"),
        bad(
            "    priority: 3000000000",
            "5:15: 'priority' must be an integer from -2147483648 to 2147483647, not the number 3000000000"),
        bad("    enabled: yes", "5:14: 'enabled' must be true or false, not the text 'yes'"),
        bad("    prority: 1", "5:5: unknown key 'prority' in a rule; did you mean 'priority'?"),
        bad("    tenant: acme", "5:5: unknown key 'tenant' in a rule"),
        bad("    description: [a]", "5:18: 'description' must be a text, not a list"),
        bad(
            "    metadata: {a: 1}",
            "5:19: 'a' must be a text (put it in quotes), not the number 1"),
        bad("    metadata: a", "5:15: 'metadata' must be a mapping of texts, not the text 'a'"),
        bad(
            "    timezone: Europe/Berln",
            "5:5: there is no time zone 'Europe/Berln' (IANA names such as Europe/Berlin); did you mean 'Europe/Berlin'?"),
        bad("    mute_time_intervals: [nights]", "5:5: 'mute_time_intervals' is not supported yet"),
        bad(
            "    active_time_intervals: [days]",
            "5:5: 'active_time_intervals' is not supported yet"));
  }

  static Stream<Arguments> conditions() {
    return Stream.of(
        bad(
            "true",
            "3:16: a condition must be a mapping such as {field: action.provider, eq: email}, not the boolean true; 'all: []' always holds"),
        bad("[]", "3:16: a list is no condition; put it under 'all:' or 'any:'"),
        bad(
            "{}",
            "3:16: a condition needs one of the keys all, any, not, field, state_seen, state_counter, call"),
        bad(
            "{feild: action.id, eq: a}",
            "3:16: a condition needs one of the keys all, any, not, field, state_seen, state_counter, call",
            "3:17: unknown key 'feild' in a condition; did you mean 'field'?"),
        bad(
            "{al: []}",
            "3:16: a condition needs one of the keys all, any, not, field, state_seen, state_counter, call",
            "3:17: unknown key 'al' in a condition; did you mean 'all'?"),
        bad("{all: [], any: []}", "3:26: 'all' and 'any' in one condition; list them under 'all:'"),
        bad(
            "{all: {field: action.id, eq: a}}",
            "3:22: 'all' needs a list of conditions, not a mapping"),
        bad("{not: [{all: []}]}", "3:22: a list is no condition; put it under 'all:' or 'any:'"),
        bad("{all: [], eq: 5}", "3:26: unknown key 'eq' in a condition"),
        bad(
            "{semantic_match: billing, threshold: 0.8}",
            "3:17: condition 'semantic_match' is not supported yet"),
        bad("{wasm_plugin: p}", "3:17: condition 'wasm_plugin' is not supported yet"),
        bad("{cel: 'action.id == \"a\"'}", "3:17: condition 'cel' is not supported yet"),
        bad(
            "{field: action.id}",
            "3:16: the condition has no comparison operator; give one of eq, ne, gt, lt, gte, lte, contains, starts_with, ends_with, matches, regex, in_list, in, not_in, exists"),
        bad(
            "{field: action.id, equals: a}",
            "3:16: the condition has no comparison operator; give one of eq, ne, gt, lt, gte, lte, contains, starts_with, ends_with, matches, regex, in_list, in, not_in, exists",
            "3:35: unknown key 'equals' in a condition"),
        bad(
            "{field: action.id, eq: a, start_with: b}",
            "3:42: unknown key 'start_with' in a condition; did you mean 'starts_with'?"),
        bad(
            "{field: action.id, eq: null}",
            "3:39: 'eq: null' compares with nothing; write 'exists: false'"),
        bad(
            "{field: action.id, ne: ~}",
            "3:39: 'ne: null' compares with nothing; write 'exists: true'"),
        bad("{field: action.id, eq: {a: 1}}", "3:39: 'eq' cannot compare with a mapping"),
        bad("{field: action.id, eq: .nan}", "3:39: .nan is no number that can be compared or sent"),
        bad(
            "{field: action.id, gt: true}",
            "3:39: 'gt' needs a number or a text, not the boolean true"),
        bad(
            "{field: action.id, contains: 5}",
            "3:45: 'contains' needs a text (put it in quotes), not the number 5"),
        bad(
            "{field: action.id, in: a}",
            "3:39: 'in' needs a list such as [a, b], not the text 'a'"),
        bad(
            "{field: action.id, exists: 1}",
            "3:43: 'exists' must be true or false, not the number 1"),
        bad(
            "{field: action.id, matches: 'a(b'}",
            "3:44: the pattern 'a(b' is not valid: missing closing ) (RE2 syntax: no look-around, no back-references)"),
        bad(
            "{field: action.id, regex: '(?=a)'}",
            "3:42: the pattern '(?=a)' is not valid: invalid or unsupported Perl syntax (RE2 syntax: no look-around, no back-references)"),
        bad(
            "{field: action.id, regex: '((a{1000}){1000}){1000}'}",
            "3:42: the pattern has more than 5000 atoms once its repetitions are written out; lower their counts"),
        bad(
            "{field: 5, eq: a}",
            "3:24: 'field' needs a path such as action.payload.to, not the number 5"),
        bad(
            "{field: payload.to, eq: a}",
            "3:24: field 'payload.to' must begin with one of action, time, now, env, environment; did you mean 'action.payload.to'?"),
        bad(
            "{field: acton.id, eq: a}",
            "3:24: field 'acton.id' must begin with one of action, time, now, env, environment; did you mean 'action'?"),
        bad(
            "{field: action, eq: a}",
            "3:24: field 'action' needs a field of the action, such as 'action.action_type'"),
        bad(
            "{field: action.actiontype, eq: a}",
            "3:24: an action has no field 'actiontype'; did you mean 'action.action_type'?"),
        bad(
            "{field: action.recipient, eq: a}",
            "3:24: an action has no field 'recipient'; a field of the payload is 'action.payload.recipient'"),
        bad(
            "{field: action.id.x, eq: a}",
            "3:24: field 'action.id.x' goes into 'action.id', which is a text"),
        bad(
            "{field: action..id, eq: a}",
            "3:24: field 'action..id' has an empty step at character 8"),
        bad(
            "{field: time.our, eq: 5}",
            "3:24: time has no field 'our', only hour, minute, second, day, month, year, weekday, weekday_num, timestamp; did you mean 'hour'?"),
        bad(
            "{field: time, eq: 5}",
            "3:24: field 'time' must be time. and one of hour, minute, second, day, month, year, weekday, weekday_num, timestamp"),
        bad(
            "{field: now.hour, eq: 5}",
            "3:24: field 'now.hour' goes into 'now', which is a number; parts are under 'time.'"),
        bad("{field: env, eq: 5}", "3:24: field 'env' needs a name, such as 'env.REGION'"),
        bad(
            "{state_seen: k, within_seconds: -1}",
            "3:48: 'within_seconds' must be an integer from 1 to 3155760000, not the number -1"),
        bad("{state_seen: k, within: 1}", "3:32: unknown key 'within' in a condition"),
        bad("{state_seen: [k]}", "3:29: 'state_seen' must be a text, not a list"),
        bad(
            "{state_counter: c}",
            "3:16: the condition has no comparison operator; give one of eq, ne, gt, lt, gte, lte, contains, starts_with, ends_with, matches, regex, in_list, in, not_in, exists"),
        bad("{call: has_active_event}", "3:16: a condition needs the key 'args'"),
        bad(
            "{call: has_event, args: [a]}",
            "3:17: there is no function 'has_event', only has_active_event, get_event_state, event_in_state"),
        bad(
            "{call: event_in_state, args: [a]}",
            "3:39: 'event_in_state' takes [fingerprint, state], not 1 arguments"),
        bad(
            "{call: has_active_event, args: [5]}",
            "3:48: an argument must be a text or a path such as action.fingerprint, not the number 5"),
        bad(
            "{call: has_active_event, args: [action.fingrprint]}",
            "3:48: an action has no field 'fingrprint'; did you mean 'action.fingerprint'?"),
        bad(
            "{call: get_event_state, args: [a]}",
            "3:16: the condition has no comparison operator; give one of eq, ne, gt, lt, gte, lte, contains, starts_with, ends_with, matches, regex, in_list, in, not_in, exists"),
        bad(
            "{field: action.idd, gt: [1], typo: 1}",
            "3:24: an action has no field 'idd'; did you mean 'action.id'?",
            "3:40: 'gt' needs a number or a text, not a list",
            "3:45: unknown key 'typo' in a condition"));
  }

  static Stream<Arguments> actions() {
    return Stream.of(
        bad(
            "deny",
            "4:13: 'action' must be a mapping such as {type: suppress}, not the text 'deny'"),
        bad("{}", "4:13: a rule action needs the key 'type'"),
        bad(
            "{type: drop}",
            "4:20: there is no rule action 'drop', only allow, deny, suppress, deduplicate, throttle, reroute, modify"),
        bad(
            "{type: dedupliacte}",
            "4:20: there is no rule action 'dedupliacte', only allow, deny, suppress, deduplicate, throttle, reroute, modify; did you mean 'deduplicate'?"),
        bad("{type: deny, reason: spam}", "4:26: unknown key 'reason' in a rule action"),
        bad("{type: deduplicate, ttl: 5}", "4:33: unknown key 'ttl' in a rule action"),
        bad(
            "{type: deduplicate, ttl_seconds: 0}",
            "4:46: 'ttl_seconds' must be an integer from 1 to 3155760000, not the number 0"),
        bad(
            "{type: deduplicate, ttl_secnds: 5}",
            "4:33: unknown key 'ttl_secnds' in a rule action; did you mean 'ttl_seconds'?"),
        bad(
            "{type: throttle, max_count: 0}",
            "4:13: a rule action needs the key 'window_seconds'",
            "4:41: 'max_count' must be an integer from 1 to 2147483647, not the number 0"),
        bad(
            "{type: throttle, max_count: 5, window_seconds: null}",
            "4:60: 'window_seconds' must be an integer from 1 to 3155760000, not null"),
        bad("{type: reroute}", "4:13: a rule action needs the key 'target_provider'"),
        bad(
            "{type: reroute, target_provider: \"\"}",
            "4:46: 'target_provider' must be a text that is not blank, not the text ''"),
        bad("{type: modify}", "4:13: a rule action needs the key 'changes'"),
        bad(
            "{type: modify, changes: {a: .inf}}",
            "4:41: .inf is no number that can be compared or sent"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void badFileIsNamedWithItsPlace(String file, List<String> problems) {
    assertThat(problems(file)).containsExactlyElementsOf(problems);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void badLineOfARuleIsNamedWithItsPlace(String line, List<String> problems) {
    String name = line.startsWith("    name") ? "    enabled: true" : "    name: r";
    String rule =
        """
        rules:
          -
            condition: {all: []}
            action: {type: deny}
        """;

    assertThat(problems(rule + line + "\n" + name + "\n")).containsExactlyElementsOf(problems);
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void badConditionIsNamedWithItsPlace(String condition, List<String> problems) {
    assertThat(problems(rule(condition, "{type: deny}"))).containsExactlyElementsOf(problems);
  }

  @ParameterizedTest
  @MethodSource("actions")
  void badActionIsNamedWithItsPlace(String action, List<String> problems) {
    assertThat(problems(rule("{all: []}", action))).containsExactlyElementsOf(problems);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state_machine",
        "group",
        "request_approval",
        "require_approval",
        "chain",
        "schedule",
        "llm_guardrail"
      })
  void actionThatComesLaterIsRefusedByName(String type) {
    assertThat(problems(rule("{all: []}", "{type: " + type + ", chain: c}")))
        .containsExactly("r.yaml:4:20: rule action '" + type + "' is not supported yet");
  }

  @Test
  void sixteenLevelsAreTakenAndOneMoreIsNot() {
    String innermost = "{field: action.id, eq: a}";
    String sixteen = "{not: ".repeat(15) + innermost + "}".repeat(15);

    assertThat(
            RuleFiles.loadText("r.yaml", rule(sixteen, "{type: deny}"), ZoneId.of("UTC")).rules())
        .hasSize(1);
    assertThat(problems(rule("{not: " + sixteen + "}", "{type: deny}")))
        .containsExactly("r.yaml:3:112: the condition is nested deeper than 16 levels");
  }

  @Test
  void bombsAreRefusedQuickly() {
    assertThat(problems("rules: " + "[".repeat(100_000)))
        .containsExactly("r.yaml:1:71: nested deeper than 64 levels");
    assertThat(problems("a: &a [x, x]\nb: &b [*a, *a]\nrules: [*b, *b]\n"))
        .containsExactly("r.yaml:1:4: the anchor '&a' is not allowed; remove it");
  }

  private static String rule(String condition, String action) {
    return "rules:\n  - name: r\n    condition: " + condition + "\n    action: " + action + "\n";
  }

  private static Arguments bad(String text, String... problems) {
    return Arguments.of(text, Stream.of(problems).map(it -> "r.yaml:" + it).toList());
  }
}
