package io.acteon.server.config;

import io.acteon.audit.AuditBackend;
import io.acteon.audit.AuditMode;
import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Ed25519Public;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether the trail can keep what {@code [compliance]} promises, and whether its keys are keys.
 * Files that a gateway writes are another matter: whoever only reads the trail has the same
 * configuration.
 */
final class ComplianceChecks {
  private static final List<String> MODE_KEYS =
      List.of("mode", "sync_audit_writes", "hash_chain", "immutable_audit");

  private final Plugins plugins;
  private final Values values;
  private final Path base;
  private final List<Problem> problems;

  ComplianceChecks(Plugins plugins, Values values, Path base, List<Problem> problems) {
    this.plugins = plugins;
    this.values = values;
    this.base = base;
    this.problems = problems;
  }

  void run() {
    AuditMode mode = Assembly.mode(values);
    trustedKeys();
    if (mode.equals(AuditMode.PLAIN)) {
      return;
    }
    if (!values.bool("audit.enabled")) {
      problem(cause(mode), "needs the audit; write enabled = true below [audit]");
    }
    if (mode.hashChain()) {
      chain();
    }
  }

  private void chain() {
    AuditBackend backend = plugins.audit().get(values.text("audit.backend").orElse(""));
    if (backend != null && !backend.canChain()) {
      problem(
          values.find("compliance.hash_chain").isPresent()
              ? "compliance.hash_chain"
              : "compliance.mode",
          "needs a hash chain, which audit.backend '"
              + backend.name()
              + "' cannot guarantee; write backend = \"dynamodb\" below [audit], or hash_chain ="
              + " false below [compliance]");
    }
    logOrigin();
    if (Assembly.isSet(values, "compliance.signing_key_file")) {
      signingKey(Assembly.path(values, "compliance.signing_key_file", base));
    }
  }

  /** The key that asks for more than a plain trail. */
  private String cause(AuditMode mode) {
    return MODE_KEYS.stream()
        .map(name -> "compliance." + name)
        .filter(path -> values.find(path).filter(v -> !isDefault(v)).isPresent())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing asks for " + mode));
  }

  /** It is the first part of a checkpoint's first line, and the name of whoever signs it. */
  private void logOrigin() {
    values
        .text("compliance.log_origin")
        .filter(origin -> !origin.matches("[^\\s+]+"))
        .ifPresent(origin ->
            problem(
                "compliance.log_origin",
                "'" + origin + "' must be one word without '+', such as audit.example.com"));
  }

  private void signingKey(Path file) {
    Optional<String> fault = Optional.empty();
    try {
      var _ = Ed25519Private.parse(Files.readString(file));
    } catch (NoSuchFileException _) {
      fault =
          Optional.of(
              "there is no file " + file + "; 'acteon audit keygen " + file + "' makes one");
    } catch (AccessDeniedException _) {
      fault = Optional.of(file + " may not be read by this user; change its owner (mode 0600)");
    } catch (IOException e) {
      fault = Optional.of(file + " cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      fault =
          Optional.of(
              file
                  + " holds no Ed25519 private key ("
                  + e.getMessage()
                  + "); 'acteon audit keygen FILE' makes one");
    }
    fault.ifPresent(what -> problem("compliance.signing_key_file", what));
  }

  private void trustedKeys() {
    for (String key : values.texts("compliance.trusted_keys")) {
      if (!isPublicKey(key)) {
        problem(
            "compliance.trusted_keys",
            "'"
                + key
                + "' is not an Ed25519 public key; write the 44 base64 characters that 'acteon"
                + " audit keygen' printed");
      }
    }
  }

  private static boolean isPublicKey(String text) {
    try {
      var _ = Ed25519Public.parse(text);
      return !text.isBlank() && text.chars().noneMatch(Character::isWhitespace);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isDefault(Values.Value value) {
    return value.origin() instanceof Origin.Default;
  }

  private void problem(String path, String what) {
    String where = values.find(path).map(v -> v.origin().text()).orElse("default");
    problems.add(new Problem(where, path, what));
  }
}
