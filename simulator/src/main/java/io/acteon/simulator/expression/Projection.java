package io.acteon.simulator.expression;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A set of paths that selects parts of items. Immutable. */
public record Projection(List<Path> paths) {
  private static final String PARAMETER = "ProjectionExpression";

  public Projection {
    paths = List.copyOf(paths);
  }

  static Parsed<Projection> parse(String source, Map<String, String> aliases) {
    Tokens tokens = new Tokens(PARAMETER, source);
    OperandParser operands = new OperandParser(tokens, aliases);
    List<Path> paths = new ArrayList<>();
    do {
      paths.add(operands.path());
    } while (tokens.takeIf(","));
    tokens.expectEnd();
    PathSet.check(PARAMETER, paths);
    return Parsed.of(new Projection(paths), operands.names());
  }

  /** The selected parts; lists keep only the selected elements, in their order. */
  public Item of(Item item) {
    Map<String, List<Path>> byAttribute = new LinkedHashMap<>();
    for (Path path : paths) {
      byAttribute.computeIfAbsent(path.attribute(), _ -> new ArrayList<>()).add(path);
    }
    Map<String, Value> selected = new LinkedHashMap<>();
    byAttribute.forEach((name, inside) -> {
      Value part = select(item.get(name), inside, 0);
      if (part != null) {
        selected.put(name, part);
      }
    });
    return Item.of(selected);
  }

  private static @Nullable Value select(@Nullable Value value, List<Path> paths, int depth) {
    if (value == null || paths.stream().anyMatch(path -> path.steps().size() == depth)) {
      return value;
    }
    return switch (value) {
      case Value.M map -> {
        Map<String, Value> parts = new LinkedHashMap<>();
        Map<String, List<Path>> byKey = new LinkedHashMap<>();
        for (Path path : paths) {
          if (path.steps().get(depth) instanceof Path.Step.Key key) {
            byKey.computeIfAbsent(key.name(), _ -> new ArrayList<>()).add(path);
          }
        }
        byKey.forEach((key, inside) -> {
          Value part = select(map.values().get(key), inside, depth + 1);
          if (part != null) {
            parts.put(key, part);
          }
        });
        yield parts.isEmpty() ? null : new Value.M(parts);
      }
      case Value.L list -> {
        TreeMap<Integer, List<Path>> byIndex = new TreeMap<>();
        for (Path path : paths) {
          if (path.steps().get(depth) instanceof Path.Step.Position position
              && position.index() < list.values().size()) {
            byIndex.computeIfAbsent(position.index(), _ -> new ArrayList<>()).add(path);
          }
        }
        List<Value> parts = new ArrayList<>();
        byIndex.forEach((index, inside) -> {
          Value part = select(list.values().get(index), inside, depth + 1);
          if (part != null) {
            parts.add(part);
          }
        });
        yield parts.isEmpty() ? null : new Value.L(parts);
      }
      default -> null;
    };
  }
}
