package io.acteon.rules.yaml;

/** A text that is no YAML document we take; reading it stops here. */
final class YamlSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Place place;

  YamlSyntaxException(Place place, String message) {
    super(message);
    this.place = place;
  }

  Place place() {
    return place;
  }
}
