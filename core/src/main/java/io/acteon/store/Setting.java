package io.acteon.store;

import java.util.List;
import java.util.Optional;

/**
 * One configuration key that a backend understands, so that configuration can be checked and
 * documented before the backend is opened.
 *
 * @param name the key as it stands in the configuration file
 * @param fallback the default as text, if there is one
 * @param allowed the only words accepted; empty means any
 */
public record Setting(
    String name,
    Type type,
    Optional<String> fallback,
    List<String> allowed,
    boolean secret,
    String description) {

  /** What a value looks like. Times are whole seconds or milliseconds, as the name says. */
  public enum Type {
    TEXT,
    INTEGER,
    BOOLEAN
  }

  public Setting {
    allowed = List.copyOf(allowed);
  }

  public static Setting text(String name, String description) {
    return new Setting(name, Type.TEXT, Optional.empty(), List.of(), false, description);
  }

  public static Setting text(String name, String fallback, String description) {
    return new Setting(name, Type.TEXT, Optional.of(fallback), List.of(), false, description);
  }

  public static Setting word(
      String name, String fallback, List<String> allowed, String description) {
    return new Setting(name, Type.TEXT, Optional.of(fallback), allowed, false, description);
  }

  public static Setting integer(String name, long fallback, String description) {
    return new Setting(
        name, Type.INTEGER, Optional.of(Long.toString(fallback)), List.of(), false, description);
  }

  public static Setting bool(String name, boolean fallback, String description) {
    return new Setting(
        name, Type.BOOLEAN, Optional.of(Boolean.toString(fallback)), List.of(), false, description);
  }
}
