package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.ConnectionSettings;
import io.acteon.store.Setting;
import io.acteon.store.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a state store on DynamoDB is to be opened. Immutable.
 *
 * @param prefix begins every key: deployments with different prefixes can share a table
 * @param writerRegion the only region that writes, for an eventually consistent global table
 */
public record StateSettings(
    ConnectionSettings connection, String prefix, Optional<String> writerRegion) {
  public static final String DEFAULT_TABLE = "acteon_state";
  public static final String DEFAULT_PREFIX = "acteon";

  /** The keys that may stand in {@code [state]}. */
  public static List<Setting> keys() {
    List<Setting> keys = new ArrayList<>(ConnectionSettings.keys(DEFAULT_TABLE));
    keys.add(
        Setting.text(
            "prefix", DEFAULT_PREFIX, "Begins every key; deployments that share a table differ"));
    keys.add(
        Setting.text(
            "writer_region",
            "The only region that writes, if the table is an eventually consistent global table"));
    return List.copyOf(keys);
  }

  /** Reads the values of {@link #keys}. */
  public static StateSettings of(Settings settings) {
    return new StateSettings(
        ConnectionSettings.of(settings),
        settings.required("prefix"),
        settings.text("writer_region"));
  }
}
