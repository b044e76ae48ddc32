package io.acteon.server.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** What no single key shows: values that contradict each other or the machine they are on. */
final class ConfigChecks {
  private final Schema schema;
  private final Values values;
  private final Path base;
  private final List<Problem> problems;

  ConfigChecks(Schema schema, Values values, Path base, List<Problem> problems) {
    this.schema = schema;
    this.values = values;
    this.base = base;
    this.problems = problems;
  }

  void run() {
    backend(Schema.STATE);
    backend(Schema.AUDIT);
    listeningAddress();
    externalUrl();
    origins();
    approvalKeys();
    rules();
    redaction();
    deadLetters();
    new ComplianceChecks(schema.plugins(), values, base, problems).run();
  }

  private void backend(String section) {
    String path = section + ".backend";
    String name = values.text(path).orElse("");
    if (!schema.backends(section).contains(name)) {
      problem(
          path,
          "'"
              + name
              + "' is not a backend here"
              + Nearest.hint(name, schema.backends(section))
              + "; there are "
              + String.join(", ", schema.backends(section)));
    }
  }

  private void listeningAddress() {
    String host = values.text("server.host").orElse("");
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isLoopbackAddress() && !values.bool("server.allow_unauthenticated")) {
        problem(
            "server.host",
            "listening on "
                + host
                + " lets everybody who can reach it dispatch actions, since nobody is asked who"
                + " they are; write host = \"127.0.0.1\", or say --allow-unauthenticated"
                + " (server.allow_unauthenticated = true) if something in front does the asking");
      }
    } catch (UnknownHostException _) {
      problem("server.host", "'" + host + "' is not an address of this machine that is known");
    }
  }

  private void externalUrl() {
    values
        .text("server.external_url")
        .filter(url -> !isHttp(url))
        .ifPresent(url ->
            problem(
                "server.external_url",
                "'" + url + "' is not a URL; write it as https://host[:port][/path]"));
  }

  private void origins() {
    for (String origin : values.texts("server.cors_allowed_origins")) {
      if (!origin.equals("*") && (!isHttp(origin) || !URI.create(origin).getPath().isEmpty())) {
        problem(
            "server.cors_allowed_origins",
            "'" + origin + "' is not an origin; write it as https://host[:port], or \"*\"");
      }
    }
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = new URI(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private void approvalKeys() {
    values
        .text("server.approval_secret")
        .filter(secret -> !isHex(secret))
        .ifPresent(_ -> problem("server.approval_secret", "must be hex digits, an even number"));
    values
        .find("server.approval_keys")
        .filter(ring -> !((Map<?, ?>) ring.value()).values().stream().allMatch(ConfigChecks::isHex))
        .ifPresent(_ ->
            problem("server.approval_keys", "every secret must be hex digits, an even number"));
  }

  private static boolean isHex(Object secret) {
    return secret.toString().matches("([0-9a-fA-F]{2})+");
  }

  private void rules() {
    values
        .text("rules.directory")
        .map(_ -> Assembly.path(values, "rules.directory", base))
        .filter(directory -> !Files.isDirectory(directory))
        .ifPresent(directory ->
            problem(
                "rules.directory",
                (Files.exists(directory) ? "is not a directory: " : "does not exist: ")
                    + directory
                    + "; create it or correct the path"));
    values
        .text("rules.default_timezone")
        .filter(zone -> !isZone(zone))
        .ifPresent(zone ->
            problem(
                "rules.default_timezone",
                "'"
                    + zone
                    + "' is not a time zone"
                    + Nearest.hint(zone, ZoneId.getAvailableZoneIds())
                    + "; write an IANA name such as Europe/Berlin"));
  }

  private static boolean isZone(String name) {
    try {
      ZoneId.of(name);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private void redaction() {
    if (values.bool("audit.redact.enabled") && values.texts("audit.redact.fields").isEmpty()) {
      problem(
          "audit.redact.enabled",
          "is true, but audit.redact.fields names none: nothing would be redacted; write fields ="
              + " [\"password\", ...]");
    }
  }

  private void deadLetters() {
    if (values.bool("executor.dlq_enabled")) {
      problem(
          "executor.dlq_enabled",
          "the dead-letter queue is not supported yet; remove the key or write false");
    }
  }

  private void problem(String path, String what) {
    String where = values.find(path).map(v -> v.origin().text()).orElse("default");
    problems.add(new Problem(where, path, what));
  }
}
