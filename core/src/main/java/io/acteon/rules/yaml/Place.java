package io.acteon.rules.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A place in a file; line and column count from 1. */
record Place(int line, int column) {
  static final Place START = new Place(1, 1);

  static Place of(Optional<Mark> mark) {
    return mark.map(it -> new Place(it.getLine() + 1, it.getColumn() + 1)).orElse(START);
  }
}
