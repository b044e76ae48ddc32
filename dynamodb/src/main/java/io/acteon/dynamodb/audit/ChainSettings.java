package io.acteon.dynamodb.audit;

import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.ChainId;
import io.acteon.dynamodb.internal.ConnectionSettings;
import io.acteon.store.Setting;
import io.acteon.store.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a chain is made with and judged by; from configuration only, never from the table.
 * Immutable.
 *
 * @param logOrigin the first line of checkpoints begins with it
 * @param trusted the keys whose signatures count, our own included
 * @param anchorFile where checkpoints are appended to outside the table
 */
record ChainSettings(
    Octets logId,
    String logOrigin,
    Optional<Ed25519Private> key,
    List<Ed25519Public> trusted,
    Duration checkpointInterval,
    Optional<Path> anchorFile) {

  static List<Setting> keys() {
    return List.of(
        Setting.text(
            "log_id", "The identity of this log, part of every hash; else from region and table"),
        Setting.text("log_origin", "acteon", "The origin that checkpoints begin with"),
        Setting.text(
            "signing_key_file",
            "Ed25519 private key (PEM or base64 seed) that signs segments and checkpoints"),
        Setting.text(
            "trusted_keys",
            "",
            "Base64 public keys whose signatures are accepted besides our own, separated by commas"),
        Setting.integer(
            "checkpoint_interval_seconds", 60, "How often a checkpoint is signed when it is new"),
        Setting.text("anchor_file", "Append-only file outside the table for checkpoints"));
  }

  /**
   * Reads the values of {@link #keys()}.
   *
   * @throws IllegalArgumentException when a key cannot be read; the message never shows it
   */
  static ChainSettings of(Settings settings, ConnectionSettings connection) {
    Optional<Ed25519Private> key = settings.text("signing_key_file").map(ChainSettings::readKey);
    Stream<Ed25519Public> given =
        Arrays.stream(settings.required("trusted_keys").split("[,\\s]+", -1))
            .filter(text -> !text.isBlank())
            .map(Ed25519Public::parse);
    return new ChainSettings(
        settings.text("log_id").map(ChainId::logId).orElseGet(() -> defaultLogId(connection)),
        settings.required("log_origin"),
        key,
        Stream.concat(key.map(Ed25519Private::publicKey).stream(), given).distinct().toList(),
        Duration.ofSeconds(settings.integer("checkpoint_interval_seconds")),
        settings.text("anchor_file").map(Path::of));
  }

  private static Octets defaultLogId(ConnectionSettings connection) {
    return ChainId.logId(connection.region().orElse("us-east-1") + "/" + connection.table());
  }

  private static Ed25519Private readKey(String file) {
    try {
      return Ed25519Private.parse(Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "signing_key_file = '" + file + "' cannot be read: " + e.getMessage(), e);
    }
  }
}
