package io.acteon.bench.dispatch;

import io.acteon.crypto.Ed25519Private;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * What a gateway is configured for in one measurement.
 *
 * @param backend {@code memory} or {@code dynamodb}, for state and audit
 * @param audit {@code off}, {@code plain} or {@code soc2}
 */
record Scenario(String backend, boolean dedup, String audit) {
  private static final String DEDUP_RULE =
      """
      rules:
        - name: dedup
          condition:
            field: action.provider
            eq: log
          action:
            type: deduplicate
            ttl_seconds: 3600
      """;

  String title() {
    return "%s, %s, audit %s".formatted(backend, dedup ? "dedup, new keys" : "no rules", audit);
  }

  /**
   * Writes {@code acteon.toml} and rules below {@code folder}.
   *
   * @param endpoint of DynamoDB, such as {@code http://localhost:8000}
   */
  Path write(Path folder, String endpoint) throws IOException {
    Files.createDirectories(folder.resolve("rules"));
    if (dedup) {
      Files.writeString(folder.resolve("rules/dedup.yaml"), DEDUP_RULE);
    }
    var toml = new StringBuilder();
    toml.append("[server]\nhost = \"127.0.0.1\"\n\n[state]\n").append(store("state", endpoint));
    if (!audit.equals("off")) {
      toml.append("\n[audit]\nenabled = true\n").append(store("audit", endpoint));
    }
    if (audit.equals("soc2")) {
      toml.append(compliance(folder));
    }
    toml.append("\n[rules]\ndirectory = \"").append(folder.resolve("rules")).append("\"\n");
    toml.append("\n[[providers]]\nname = \"log\"\ntype = \"log\"\n");
    Path file = folder.resolve("acteon.toml");
    Files.writeString(file, toml.toString());
    return file;
  }

  /**
   * Where the key and the spool lie is for ours; another gateway passes over what it cannot use.
   */
  private static String compliance(Path folder) throws IOException {
    Path key = folder.resolve("key.pem");
    Files.writeString(key, Ed25519Private.generatePem(new SecureRandom()));
    return """

    [compliance]
    mode = "soc2"
    signing_key_file = "%s"
    spool_directory = "%s"
    """
        .formatted(key, folder.resolve("spool"));
  }

  private String store(String section, String endpoint) {
    if (backend.equals("memory")) {
      return "backend = \"memory\"\n";
    }
    return """
    backend = "dynamodb"
    url = "%s"
    region = "us-east-1"
    table_name = "bench_%s"
    """
        .formatted(endpoint, section);
  }
}
