package io.acteon.provider;

/** One configuration key of a provider type. */
public record ProviderSetting(String name, Shape shape, boolean secret, String description) {

  /** What a value looks like in TOML. */
  public enum Shape {
    TEXT,
    INTEGER,
    BOOLEAN,
    TEXTS,
    TEXT_MAP
  }
}
