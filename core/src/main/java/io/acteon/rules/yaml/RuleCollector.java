package io.acteon.rules.yaml;

import io.acteon.rules.Rule;
import io.acteon.rules.RuleSet;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the rules of several files and what is wrong with them. Not thread-safe; used once. */
final class RuleCollector {
  private final Problems problems;
  private final RuleReader reader;
  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, Rule.Source> names = new HashMap<>();

  RuleCollector(Problems problems) {
    this.problems = problems;
    this.reader = new RuleReader(problems);
  }

  /** Reads the text of the file that was entered last. */
  void read(String yaml) {
    if (yaml.length() > RuleFiles.MAX_FILE_BYTES) {
      problems.add("the text is longer than " + RuleFiles.MAX_FILE_BYTES + " characters");
      return;
    }
    try {
      Optional<Node> document = YamlTree.read(yaml, problems);
      if (document.isEmpty()) {
        problems.add(Place.START, "the file is empty; it needs the key 'rules' with a list");
      }
      document.ifPresent(this::file);
    } catch (YamlSyntaxException e) {
      problems.add(e.place(), String.valueOf(e.getMessage()));
    }
  }

  /** The rule set, if nothing was wrong. */
  RuleSet finish(ZoneId defaultZone) {
    problems.throwIfAny();
    return RuleSet.of(rules, defaultZone);
  }

  private void file(Node document) {
    if (!(document instanceof Node.Fields fields)) {
      problems.add(
          document.place(),
          "a rule file must be a mapping with the key 'rules', not " + document.kind());
      return;
    }
    var mapping = new Mapping(fields, "a rule file", problems);
    mapping.require("rules").ifPresent(this::list);
    mapping.finish();
  }

  private void list(Node node) {
    if (!(node instanceof Node.Items(List<Node> items, _))) {
      problems.add(node.place(), "'rules' must be a list, not " + node.kind());
      return;
    }
    if (rules.size() + items.size() > RuleFiles.MAX_RULES) {
      problems.add(node.place(), "more than " + RuleFiles.MAX_RULES + " rules");
      return;
    }
    for (Node item : items) {
      reader.read(item).ifPresent(rule -> add(rule, item));
    }
  }

  private void add(Rule rule, Node node) {
    Rule.Source first = names.putIfAbsent(rule.name(), rule.source());
    if (first == null) {
      rules.add(rule);
    } else {
      problems.add(
          node.place(),
          "a rule named '"
              + rule.name()
              + "' is already in "
              + first.file()
              + ":"
              + first.line()
              + ":"
              + first.column()
              + "; names must differ");
    }
  }
}
