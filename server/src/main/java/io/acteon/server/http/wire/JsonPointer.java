package io.acteon.server.http.wire;

/**
 * The place of a value in a body (RFC 6901). Immutable; the text is only made when it is printed,
 * because most places are never spoken of.
 */
public sealed interface JsonPointer {
  /** The place of the body itself. */
  static JsonPointer root() {
    return new Root();
  }

  default JsonPointer field(String name) {
    return new Field(this, name);
  }

  default JsonPointer item(int index) {
    return new Item(this, index);
  }

  /** The body itself. */
  record Root() implements JsonPointer {
    @Override
    public String toString() {
      return "the body";
    }
  }

  /** A member of an object. */
  record Field(JsonPointer parent, String name) implements JsonPointer {
    @Override
    public String toString() {
      return prefix(parent) + name.replace("~", "~0").replace("/", "~1");
    }
  }

  /** An element of an array. */
  record Item(JsonPointer parent, int index) implements JsonPointer {
    @Override
    public String toString() {
      return prefix(parent) + index;
    }
  }

  private static String prefix(JsonPointer parent) {
    return parent instanceof Root ? "/" : parent + "/";
  }
}
