package io.acteon.simulator.expression;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Rejection;
import io.acteon.simulator.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes inside documents, as copies. */
final class Documents {
  private Documents() {}

  static Item set(Item item, Path path, Value value) {
    return item.with(path.attribute(), replaced(item.get(path.attribute()), path.steps(), value));
  }

  static Item remove(Item item, Path path) {
    if (path.isTopLevel()) {
      return item.without(path.attribute());
    }
    return item.with(path.attribute(), removed(item.get(path.attribute()), path.steps()));
  }

  private static Value replaced(@Nullable Value container, List<Path.Step> steps, Value value) {
    if (steps.isEmpty()) {
      return value;
    }
    List<Path.Step> rest = steps.subList(1, steps.size());
    return switch (steps.getFirst()) {
      case Path.Step.Key key when container instanceof Value.M map -> {
        Map<String, Value> copy = new LinkedHashMap<>(map.values());
        copy.put(key.name(), replaced(copy.get(key.name()), rest, value));
        yield new Value.M(copy);
      }
      case Path.Step.Position position when container instanceof Value.L list -> {
        List<Value> copy = new ArrayList<>(list.values());
        if (position.index() < copy.size()) {
          copy.set(position.index(), replaced(copy.get(position.index()), rest, value));
        } else {
          copy.add(replaced(null, rest, value));
        }
        yield new Value.L(copy);
      }
      case Path.Step.Key _, Path.Step.Position _ -> throw invalidPath();
    };
  }

  private static Value removed(@Nullable Value container, List<Path.Step> steps) {
    List<Path.Step> rest = steps.subList(1, steps.size());
    return switch (steps.getFirst()) {
      case Path.Step.Key key when container instanceof Value.M map -> {
        Map<String, Value> copy = new LinkedHashMap<>(map.values());
        if (rest.isEmpty()) {
          copy.remove(key.name());
        } else {
          copy.put(key.name(), removed(copy.get(key.name()), rest));
        }
        yield new Value.M(copy);
      }
      case Path.Step.Position position when container instanceof Value.L list -> {
        List<Value> copy = new ArrayList<>(list.values());
        boolean inside = position.index() < copy.size();
        if (rest.isEmpty()) {
          if (inside) {
            copy.remove(position.index());
          }
        } else {
          Value changed = removed(inside ? copy.get(position.index()) : null, rest);
          copy.set(position.index(), changed);
        }
        yield new Value.L(copy);
      }
      case Path.Step.Key _, Path.Step.Position _ -> throw invalidPath();
    };
  }

  private static Rejection invalidPath() {
    return Rejection.validation(
        "The document path provided in the update expression is invalid for update");
  }
}
