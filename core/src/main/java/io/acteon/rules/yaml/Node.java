package io.acteon.rules.yaml;

import java.util.List;

/** A part of a YAML document and where it begins. Immutable. */
sealed interface Node {
  Place place();

  /** What the node is, as messages name it. */
  String kind();

  /**
   * A single value.
   *
   * @param plain not in quotes and not a block, so that its text decides whether it is a text, a
   *     number, a boolean or null
   */
  record Scalar(String text, boolean plain, Place place) implements Node {
    @Override
    public String kind() {
      return Scalars.kind(this);
    }
  }

  record Items(List<Node> items, Place place) implements Node {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys are unique. */
  record Fields(List<Entry> entries, Place place) implements Node {
    public Fields {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** One key of a mapping, where it stands, and its value. */
  record Entry(String key, Place place, Node value) {}
}
