package io.acteon.simulator.expression;

import io.acteon.simulator.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A parsed update expression. Immutable. */
public record Update(List<Set> sets, List<Add> adds, List<Delete> deletes, List<Path> removes) {
  /** {@code SET path = operand}. */
  record Set(Path path, Source source) {}

  /** {@code ADD path :value}. */
  record Add(Path path, String value) {}

  /** {@code DELETE path :set}. */
  record Delete(Path path, String value) {}

  /** The right side of a SET. */
  sealed interface Source {
    /** A copy of another attribute. */
    record At(Path path) implements Source {}

    /** A value of the request. */
    record Given(String name) implements Source {}

    /** {@code left + right} or {@code left - right}. */
    record Sum(Source left, Source right, boolean minus) implements Source {}

    /** {@code if_not_exists(path, otherwise)}. */
    record IfNotExists(Path path, Source otherwise) implements Source {}

    /** {@code list_append(first, second)}. */
    record ListAppend(Source first, Source second) implements Source {}
  }

  public Update {
    sets = List.copyOf(sets);
    adds = List.copyOf(adds);
    deletes = List.copyOf(deletes);
    removes = List.copyOf(removes);
  }

  /** The update that changes nothing. */
  public static Update none() {
    return new Update(List.of(), List.of(), List.of(), List.of());
  }

  /** Every path that the update writes. */
  public List<Path> targets() {
    List<Path> paths = new ArrayList<>();
    sets.forEach(set -> paths.add(set.path()));
    removes.forEach(paths::add);
    adds.forEach(add -> paths.add(add.path()));
    deletes.forEach(delete -> paths.add(delete.path()));
    return paths;
  }

  /** Binds the update to a request's values. */
  public Change with(Map<String, Value> values) {
    return new Change(this, values);
  }
}
